/** What a test asks of a partner process, over Node's IPC channel. */
import type {
  Access,
  Evidence,
  Gift,
  Mapping,
  Message,
  Queue,
  QueuedMessage,
  Result,
  SyncObject,
  Waited,
} from '../native.ts'
import type { KernelCall } from '../trace.ts'
import type { Address, ProcessId, WindowHandle } from '../units.ts'

/** Everything a partner can be asked; bytes travel as plain numbers. */
export interface PartnerCalls {
  create(at: Address, size: number): Result<Mapping>
  open(at: Address, access: Access): Result<Mapping>
  close(mapping: Mapping): Result<Evidence>
  count(mapping: Mapping): Evidence
  give(mapping: Mapping, target: ProcessId, access: Access, tag: number): Result<void>
  widen(mapping: Mapping): Result<Mapping>
  read(from: number, length: number): number[]
  write(to: number, bytes: number[]): void
  /** Starts the memory agent in a thread of its own. */
  serve(): Result<void>
  /** Becomes reachable for gifts, but answers none. */
  listenOnly(): Result<void>
  /** Ends the memory agent; answers when its thread has ended. */
  stopServing(): void
  /** Ends the memory agent of another process. */
  stopAgent(pid: ProcessId): void
  /** What was mapped here by gifts, and what was given while it was held already. */
  gifts(): Gift[]
  post(to: WindowHandle, message: Message): Result<void>
  ownerOf(window: WindowHandle): Result<ProcessId>
  /** These five run in one thread, which owns the queue and blocks in `receive`. */
  createQueue(capacity: number): Result<Queue>
  destroyQueue(queue: Queue): Result<void>
  createWindow(queue: Queue): Result<WindowHandle>
  destroyWindow(window: WindowHandle): Result<void>
  /** The next message, or the next one with one of these ids. */
  receive(queue: Queue, ids?: number[]): Result<QueuedMessage>
  /** One call of `events` or `mutexes` that cannot wait. */
  sync(of: 'events' | 'mutexes', call: string, args: unknown[]): Result<SyncObject>
  waitForEvent(event: SyncObject, manualReset: boolean, milliseconds: number): Result<Waited>
  acquire(mutex: SyncObject, milliseconds: number): Result<Waited | 'abandoned'>
  /** One call of the OS/2 process that lives in the partner's main thread; out parameters come back in `args`. */
  os2(call: string, args: unknown[]): { returned: unknown; args: unknown[] }
  /** Reads or writes as many bytes as there are; the bytes afterwards, or what was raised. */
  touch(access: 'read' | 'write', pb: Address, offset: number, bytes: number[]): number[] | string
  /** One call of the Win32 process that lives there too, and what GetLastError tells then. */
  winapi(call: string, args: unknown[]): { returned: unknown; args: unknown[]; lastError: number }
  /** The same for a view of that process. */
  touchView(access: 'read' | 'write', base: number, offset: number, bytes: number[]): number[] | string
  /** Makes, uses and closes Win32 objects whose names begin so, again and again until it is killed: it does not answer. */
  churn(name: string): void
  /** What Windows does when that process ends. */
  exitWinApi(code: number): void
  /**
   * Starts a process that asks to end with its parent, which it takes this one for, or another: gives its process id once
   * it has asked, and null where it has ended by that.
   */
  startChild(parent?: number): number | null
  reclaim(): string[]
  /** Ends the partner, which does not answer. */
  exit(status: number): void
  /** The kernel calls of the partner's main thread since it was last asked. */
  kernelCalls(): KernelCall[]
}

export type PartnerCall = keyof PartnerCalls

/** What the thread that owns the queue does. */
export const queueCalls = ['createQueue', 'destroyQueue', 'createWindow', 'destroyWindow', 'receive'] as const
export type QueueCall = (typeof queueCalls)[number]

export const partnerCalls = [
  ...queueCalls,
  ...(['create', 'open', 'close', 'count', 'give', 'widen', 'read', 'write', 'kernelCalls'] as const),
  ...(['serve', 'listenOnly', 'stopServing', 'stopAgent', 'gifts'] as const),
  ...(['post', 'ownerOf', 'startChild', 'reclaim', 'exit'] as const),
  ...(['os2', 'touch', 'sync', 'waitForEvent', 'acquire'] as const),
  ...(['winapi', 'touchView', 'churn', 'exitWinApi'] as const),
] satisfies PartnerCall[]

export interface PartnerRequest {
  readonly id: number
  readonly call: PartnerCall
  readonly args: unknown[]
}
export type PartnerReply = { readonly id: number } & ({ readonly value: unknown } | { readonly error: string })
