/** Win32's objects on Windows: each call is the real one, with the program's own names. */
import type { Answer, Handle, KernelObjects, Left } from '../../kernel-objects.ts'
import type { Evidence } from '../../native.ts'
import type { RunClock } from '../../run-clock.ts'
import type { KernelLog } from '../../trace.ts'
import { hexadecimal } from '../../units.ts'
import { FILE_MAP_READ } from '../../winnt.ts'
import type { Invoke } from '../invoke.ts'
import type { Kernel32 } from '../kernel32.ts'
import { type Ntdll, OBJECT_BASIC_INFORMATION } from '../ntdll.ts'
import { createOpened, done, madeOrFound, refused } from './answers.ts'
import { createProcessCalls } from './processes.ts'
import { createSectionCalls } from './sections.ts'
import { createWait } from './waits.ts'

export interface ObjectsParts {
  readonly kernel32: Kernel32
  readonly ntdll: Ntdll
  readonly invoke: Invoke
  readonly log: KernelLog
  readonly clock: RunClock
}

export function createObjects({ kernel32, ntdll, invoke, log, clock }: ObjectsParts): KernelObjects {
  const closeHandle = (of: number) => invoke('CloseHandle', [of], () => kernel32.CloseHandle(of))
  const opened = createOpened(closeHandle)
  const { unmapAll, ...sections } = createSectionCalls({ kernel32, invoke, opened })

  /** Security attributes are as the sources have them: none. */
  function make(call: string, args: (string | boolean | null)[], body: () => number) {
    let lastError = 0
    const check = (value: number, code: number) => {
      lastError = code
      return madeOrFound(value, code)
    }
    return opened.made(invoke(call, args, body, { check }), lastError)
  }
  const open = (call: string, access: number, inherit: boolean, name: string, body: () => number) =>
    opened.opened(invoke(call, [hexadecimal(access), inherit, name], body))
  const act = (call: string, of: Handle, body: () => number) => done(invoke(call, [of], body))

  function evidence(of: Handle): Evidence | null {
    const { kind, size, handleCount } = OBJECT_BASIC_INFORMATION
    const information = Buffer.alloc(size)
    const { error } = invoke(
      'NtQueryObject',
      [of, 'ObjectBasicInformation', size],
      () => ntdll.NtQueryObject(of, kind, information, size, null),
      {
        check: (status) => (status === 0 ? 0 : ntdll.RtlNtStatusToDosError(status)),
        show: (status) =>
          status === 0 ? `HandleCount ${information.readUInt32LE(handleCount)}` : hexadecimal(status),
      },
    )
    return error ? null : { name: 'HandleCount', value: information.readUInt32LE(handleCount) }
  }

  function close(of: Handle): Answer<Left> {
    // Afterwards nobody is here to ask with.
    const before = evidence(of)
    const closed = closeHandle(of)
    if (closed.error) return refused(closed.error.code)
    opened.closed(of)
    return { ok: true, value: { gone: null, evidence: before && { ...before, value: before.value - 1 } } }
  }

  /** The handle that it is opened with to ask does not count. */
  function probe(name: string): Evidence {
    const found = sections.openSection(FILE_MAP_READ, false, name)
    const left = found.ok ? close(found.value) : null
    return (left?.ok && left.value.evidence) || { name: 'HandleCount', value: 0 }
  }

  return {
    ...sections,
    ...createProcessCalls({ kernel32, invoke, opened }),
    createEvent: (manualReset, signalled, name) =>
      make('CreateEventW', [null, manualReset, signalled, name], () =>
        kernel32.CreateEventW(null, Number(manualReset), Number(signalled), name),
      ),
    openEvent: (access, inherit, name) =>
      open('OpenEventW', access, inherit, name, () => kernel32.OpenEventW(access, Number(inherit), name)),
    setEvent: (event) => act('SetEvent', event, () => kernel32.SetEvent(event)),
    resetEvent: (event) => act('ResetEvent', event, () => kernel32.ResetEvent(event)),
    createMutex: (owned, name) =>
      make('CreateMutexW', [null, owned, name], () => kernel32.CreateMutexW(null, Number(owned), name)),
    openMutex: (access, inherit, name) =>
      open('OpenMutexW', access, inherit, name, () => kernel32.OpenMutexW(access, Number(inherit), name)),
    releaseMutex: (mutex) => act('ReleaseMutex', mutex, () => kernel32.ReleaseMutex(mutex)),
    wait: createWait(kernel32, log, clock),
    close,
    evidence,
    probe,
    // What is still owned is abandoned when this thread ends; the exit code is the process's own.
    exit() {
      unmapAll()
      opened.closeAll()
    },
  }
}
