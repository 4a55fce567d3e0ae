/**
 * Objects behind handles, as Win32 knows them: what winapi/ is built on. On Windows each call is the real one; on Linux
 * it means the same, on kernel objects.
 *
 * Names, flags and access masks are those that the program wrote, so that every rule about them is the kernel's to
 * apply. A refusal carries the code that GetLastError tells then; the kernel's own error is in the log.
 */
import type { Access, Evidence } from './kernel-values.ts'
import type { ProcessId, Unit } from './units.ts'

/** A handle of one process: a multiple of 4. 0 is none. */
export type Handle = Unit<'Handle'>
export const handle = (value: number) => value as Handle

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: number }

/** `existed`: the name was in use, and this is a further handle of the object that has it. */
export interface Made {
  readonly handle: Handle
  readonly existed: boolean
}

/** A view of a section in this process. */
export interface View {
  /** A multiple of 64 KB. */
  readonly address: number
  /** In bytes, in whole pages. */
  readonly size: number
  readonly access: Access | 'none'
  /** False: its pages are reserved only (SEC_RESERVE), and may not be touched. */
  readonly committed: boolean
}

/** `index` is that of the handle that ended the wait; 0 where all did. */
export interface WaitEnd {
  readonly how: 'signalled' | 'abandoned' | 'timeout' | 'interrupted'
  readonly index: number
}

/** What is left of an object that a process has let go of. */
export interface Left {
  /** Whether it has gone with its last handle or view in any process; null where the kernel does not tell. */
  readonly gone: boolean | null
  /** Of a section: what the kernel says of the others that use it; null where it does not tell. */
  readonly evidence: Evidence | null
}

export interface StartedProcess {
  readonly process: Handle
  readonly thread: Handle
  readonly threadId: number
}

export interface KernelObjects {
  /** A section of the page file (`file` INVALID_HANDLE_VALUE), `size` bytes long. */
  createSection(file: number, protection: number, size: number, name: string | null): Answer<Made>
  openSection(access: number, inherit: boolean, name: string): Answer<Handle>
  /** Maps `size` bytes from `offset` on, all to the end for 0; at the address `at`, or where there is room for 0. */
  map(section: Handle, access: number, offset: number, size: number, at: number): Answer<View>
  /** Unmaps the view that this address lies in. */
  unmap(address: number): Answer<Left>
  flush(address: number, size: number): Answer<void>

  createEvent(manualReset: boolean, signalled: boolean, name: string | null): Answer<Made>
  openEvent(access: number, inherit: boolean, name: string): Answer<Handle>
  setEvent(event: Handle): Answer<void>
  resetEvent(event: Handle): Answer<void>

  createMutex(owned: boolean, name: string | null): Answer<Made>
  openMutex(access: number, inherit: boolean, name: string): Answer<Handle>
  releaseMutex(mutex: Handle): Answer<void>

  /**
   * Waits until one object, or any or all of several, are signalled, which it is then told of: it does not look again
   * and again. The time is that of the run's clock; Infinity waits for ever; `interrupted` is asked several times a second,
   * and where programs of others take part as often as `every` says, in milliseconds.
   */
  wait(
    handles: readonly Handle[],
    way: 'single' | 'any' | 'all',
    milliseconds: number,
    interrupted: () => boolean,
    every?: number,
  ): Answer<WaitEnd>

  /** Handles of a process that this one has started. */
  openProcess(pid: ProcessId): Answer<StartedProcess>
  /** STILL_ACTIVE while it runs; null when it has ended and the kernel does not tell how. */
  exitCode(process: Handle): Answer<number | null>
  terminate(process: Handle, code: number): Answer<void>

  /** The new handle, of `targetProcess`; 0 where none was wanted. */
  duplicate(duplication: Duplication): Answer<Handle>
  close(handle: Handle): Answer<Left>
  /** How many handles all processes have of the object; of a section, on Linux, how many views there are. */
  evidence(handle: Handle): Evidence | null
  /**
   * The same of the section with this name, for somebody who does not use it; 0 where there is none. On Linux no handle is
   * made for that, which for a moment could be the last one. On Windows no close tells whether it was.
   */
  probe(name: string): Evidence
  /** What the operating system does when a process ends: closes what is open, and gives up what is owned. */
  exit(code: number): void
}

/** A file that was found: a WIN32_FIND_DATAW, 592 bytes. */
export type FoundFile = Buffer

/** Files by the pattern of their names. A search is none of the handles above. */
export interface FileSearches {
  /**
   * The first file that the last part of `pattern` fits, in which * stands for any characters and ? for one.
   * `leftOut` counts those whose names are not Unicode, or too long for the record.
   */
  first(pattern: string): Answer<{ readonly search: Handle; readonly file: FoundFile; readonly leftOut: number }>
  /** ERROR_NO_MORE_FILES behind the last one. */
  next(search: Handle): Answer<FoundFile>
  close(search: Handle): Answer<void>
}

export interface Duplication {
  readonly sourceProcess: Handle
  readonly source: Handle
  readonly targetProcess: Handle
  readonly access: number
  readonly inherit: boolean
  /** DUPLICATE_*. */
  readonly options: number
  /** False: no handle is to be made. */
  readonly isWanted: boolean
}
