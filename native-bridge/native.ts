/**
 * The platform-neutral interface to a kernel: what the personalities os2/ and winapi/ are built on.
 *
 * It speaks of sections, message queues and processes; of objects behind handles in kernel-objects.ts. Failures are values, never exceptions: each
 * carries a neutral reason, which a personality turns into its own error code, and the kernel's own error.
 * Every call into the kernel is reported to the `KernelLog` the native was made with.
 */
import type { FileSearches, KernelObjects } from './kernel-objects.ts'
import type { Access, Evidence } from './kernel-values.ts'
import type { Address, ProcessId, WindowHandle } from './units.ts'

export type Reason =
  /** Something of that name or at that key exists already. */
  | 'exists'
  /** Nothing of that name, key or handle exists (any more). */
  | 'not-found'
  /** The address range is not free in the process that was to map it. */
  | 'address-taken'
  /** This process has that very section mapped already. */
  | 'held'
  | 'access-denied'
  | 'no-memory'
  /** No process of that id runs, or it cannot receive gifts. */
  | 'no-process'
  | 'queue-full'
  /** The queue was removed while, or before, somebody waited on it. */
  | 'queue-gone'
  /** Only the owner of a mutex releases it. */
  | 'not-owner'
  /** Somebody does not end what only one process may do at a time. */
  | 'busy'
  /** The kernel refused for a reason none of the above names. */
  | 'refused'

/** The kernel's own error: errno on Linux, GetLastError on Windows. */
export interface KernelError {
  readonly code: number
  readonly name: string
}

export interface Failure {
  readonly ok: false
  readonly reason: Reason
  readonly error: KernelError | null
}
export type Result<T> = { readonly ok: true; readonly value: T } | Failure

export type { Access, Evidence }
export type Protection = 'none' | Access

/** A section mapped into this process. `size` is in bytes, as asked for at its creation. */
export interface Mapping {
  readonly address: Address
  readonly size: number
  readonly access: Access
  /** The kernel's name for it in this process: the shmid (0 is valid), or the section handle. */
  readonly token: number
}

/** Shared memory at addresses that are the same in every process. */
export interface Sections {
  /** Creates a zero-filled section, mapped read-write at `at`. Fails with `exists` if that address is anybody's. */
  create(at: Address, size: number): Result<Mapping>
  /** Maps the section that lives at `at` into this process. `held`: its memory agent may have been faster. */
  open(at: Address, access: Access): Result<Mapping>
  /**
   * Shows `look` the section that lives at `at`, mapped for reading somewhere else and only meanwhile: who may not have
   * it must never be taken for one who has.
   */
  inspect<T>(at: Address, look: (mapping: Mapping) => T): Result<T>
  /**
   * Maps the section into the process `target` before it returns (DosGiveSharedMem is literal), and hands `tag`, 32
   * bits, to whoever adopts it there. Giving to a process that has it mapped already succeeds and maps nothing. Fails
   * with `queue-full` when the target's agent has no time for another gift.
   */
  give(mapping: Mapping, target: ProcessId, access: Access, tag: number): Result<void>
  /**
   * Lets this process write all of a section that it has mapped for reading, which stays mapped meanwhile. What
   * `protect` has changed of it is gone.
   */
  widen(mapping: Mapping): Result<Mapping>
  /** Unmaps it here; the last process to do so destroys the section. Returns the evidence afterwards. */
  close(mapping: Mapping): Result<Evidence>
  count(mapping: Mapping): Evidence
  /** The same of the section that lives at `at`, for a process that does not hold it. */
  probe(at: Address): Evidence
  /** Whether nothing lies in these `size` bytes of this process. */
  isFree(at: Address, size: number): boolean
  /**
   * Changes how this process may use whole pages of a section that it has mapped. The caller asks for no more than the
   * mapping's access.
   */
  protect(from: number, length: number, protection: Protection): Result<void>
  /** Copies `into.byteLength` bytes from `from`. The caller has checked that all of it is mapped here. */
  read(from: number, into: Uint8Array): void
  /** Copies all of `bytes` to `to`. The caller has checked that all of it is mapped here, writable. */
  write(to: number, bytes: Uint8Array): void
}

/** A name that this process holds, and the address it stands for. */
export interface HeldName {
  readonly text: string
  readonly at: Address
  /** The kernel's name for the section behind it, and where that is mapped here. */
  readonly token: number
  readonly view: number
}

/** Names that processes agree on. Each stands for an address, for as long as some process holds it. */
export interface Names {
  /** Fails with `exists` while anybody holds the name. */
  create(name: string, at: Address): Result<HeldName>
  /** `not-found` when nobody holds the name. */
  open(name: string): Result<HeldName>
  close(name: Pick<HeldName, 'token' | 'view'>): void
}

/** An event or a mutex that this process has open, by the kernel's name for it: the semid, or the handle. */
export interface SyncObject {
  readonly token: number
}
/** `interrupted`: the process is about to end. */
export type Waited = 'done' | 'timeout' | 'interrupted'

/**
 * Events, which processes find by their names. A manual-reset event lets everybody through until it is reset, an
 * auto-reset one lets one waiter through. It lives until the last process has closed it, however that process ends.
 */
export interface Events {
  /** Fails with `exists` while anybody has an event of that name. */
  create(name: string, state: { manualReset: boolean; signalled: boolean }): Result<SyncObject>
  /** `not-found` when nobody has it. Who opens an event knows which kind it is. */
  open(name: string, manualReset: boolean): Result<SyncObject>
  /**
   * Whoever waits already is let through, even if the event is reset before it runs. True when it was signalled before:
   * then nothing has changed.
   */
  signal(event: SyncObject): Result<boolean>
  /** True when it was signalled until then. */
  reset(event: SyncObject): Result<boolean>
  /** Asks, and changes nothing. */
  isSignalled(event: SyncObject): Result<boolean>
  /** By the run's clock; Infinity waits for ever. `interrupted` is asked several times a second. */
  wait(event: SyncObject, manualReset: boolean, milliseconds: number, interrupted: () => boolean): Result<Waited>
  close(event: SyncObject): void
}

/** Mutexes, which processes find by their names. A thread may acquire one again, and then releases it as often. */
export interface Mutexes {
  create(name: string, owned: boolean): Result<SyncObject>
  open(name: string): Result<SyncObject>
  /** As an event's wait. `abandoned`: it is acquired now, and its owner before has died with it. */
  acquire(mutex: SyncObject, milliseconds: number, interrupted: () => boolean): Result<Waited | 'abandoned'>
  /** Fails with `not-owner` for anybody else's. */
  release(mutex: SyncObject): Result<void>
  /** To be released first. */
  close(mutex: SyncObject): void
}

/** What a memory agent hands over. */
export interface Gift {
  readonly mapping: Mapping
  /** What the giver's personality tells the receiver's. */
  readonly tag: number
  /** The process had it mapped already, when it was given: `mapping` is what was given then, and no further one. */
  readonly held: boolean
}

/** The thread of a process that receives gifts. */
export interface MemoryAgent {
  /** Makes this process reachable for gifts; from now on a Give to it succeeds or waits for `serve`. */
  listen(): Result<void>
  /**
   * Maps each gift and hands it to `adopt` before its giver is answered. Blocks until `stop`; where `ending` holds
   * already, it serves nobody any more.
   */
  serve(adopt: (gift: Gift) => void, ending?: () => boolean): void
  /** Ends the `serve` of the process `pid`; called from another thread, which does not wait for it. */
  stop(pid: ProcessId): void
}

export interface Message {
  /** 16 bits. */
  readonly id: number
  /** Two parameters of 32 bits each. */
  readonly mp1: number
  readonly mp2: number
}
export interface QueuedMessage extends Message {
  readonly window: WindowHandle
}

/** A message queue of this thread, as `createQueue` returned it. */
export interface Queue {
  readonly token: number
}

export interface MessageQueues {
  /** `capacity` is in messages. The queue belongs to the calling thread. */
  createQueue(capacity: number): Result<Queue>
  destroyQueue(queue: Queue): Result<void>
  /** Creates a window that is never shown and gets only posted messages (HWND_OBJECT, HWND_MESSAGE). */
  createWindow(queue: Queue): Result<WindowHandle>
  destroyWindow(window: WindowHandle): Result<void>
  /** Returns at once; works from every thread of every process. `not-found` when no such window lives. */
  post(to: WindowHandle, message: Message): Result<void>
  /**
   * Waits for the next message that is wanted, in the order they were posted; the others keep their places in the
   * queue, and count. `queue-gone` when it is removed meanwhile.
   */
  receive(queue: Queue, wanted: (message: QueuedMessage) => boolean): Result<QueuedMessage>
  ownerOf(window: WindowHandle): Result<ProcessId>
}

export interface Processes {
  readonly self: ProcessId
  isAlive(pid: ProcessId): boolean
  /**
   * Asks the kernel to end this process when its parent dies, where the kernel knows such a thing; at once where that one,
   * who has started it, is its parent no longer.
   */
  endWithParent(parent: ProcessId): void
  /**
   * Removes the kernel objects that a process which has ended left behind, and nothing that anybody
   * still uses. Returns one description for each.
   */
  sweep(pid: ProcessId): string[]
  /** The same for all processes that have ended: what a run whose supervisor was killed could not remove. */
  sweepDead(): string[]
  /**
   * Lets go of every section that this process still has mapped, and removes those that nobody else has: for a process
   * that is about to exit in spite of threads that do not end. Returns one description for each.
   */
  reclaim(): string[]
  /**
   * Ends this process at once with an exit status from 0 to 255, whatever its threads wait for. Node's own exit waits
   * for each thread, and one that waits in the kernel never ends.
   */
  exit(status: number): never
}

/** A program of somebody else's that was started here. */
export interface HeldProgram {
  /** Ends it at once, with all that it has started. */
  end(): void
  /** Ends what is left of it. Until then its process can be opened by its id, even if it has ended. */
  release(): void
}

export interface Programs {
  /** To be called before the end of the process can have been noticed. */
  hold(pid: ProcessId): HeldProgram
}

/**
 * Runs `body` while no other process of this user runs such a body: for what takes several calls and must be seen whole.
 * It has to be short. Fails with `busy`, without `body`, when another does not end its own within two seconds.
 */
export type Exclusive = <T>(body: () => Result<T>) => Result<T>

export interface Native {
  readonly kernel: 'sysv' | 'win32'
  /** The version of Wine, where it is Wine's Win32 and not Microsoft's. */
  readonly wine?: string
  readonly sections: Sections
  readonly exclusive: Exclusive
  readonly names: Names
  readonly events: Events
  readonly mutexes: Mutexes
  readonly objects: KernelObjects
  readonly searches: FileSearches
  readonly agent: MemoryAgent
  readonly queues: MessageQueues
  readonly processes: Processes
  /** Absent where programs of others know nothing of the objects here. */
  readonly programs?: Programs
}
