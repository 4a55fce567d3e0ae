/** Events: a semaphore that is 1 while the event is signalled. What it was before is known from the same operation. */
import type { Events, Result } from '../native.ts'
import { errno, failure } from './errno.ts'
import type { Returned } from './invoke.ts'
import { IPC_NOWAIT } from './libc.ts'
import { GENERATION, STATE, type SyncObjects, VALUE } from './sync.ts'
import type { WaitForSemaphores } from './sync-wait.ts'

/** Waits until it is 1, and leaves it so. */
const PASS = [
  { number: STATE, by: -1 },
  { number: STATE, by: 1 },
]
const TAKE = [{ number: STATE, by: -1 }]

/** Only while it is 0. */
const RAISE = [
  { number: STATE, by: 0, flags: IPC_NOWAIT },
  { number: STATE, by: 1 },
]
const SIGNAL = [...RAISE, { number: GENERATION, by: 1 }]
/** Of an event that was signalled as often as a semaphore can count. */
const SIGNAL_ANEW = [...RAISE, { number: GENERATION, by: -VALUE, flags: IPC_NOWAIT }]
const RESET = [{ number: STATE, by: -1, flags: IPC_NOWAIT }]

export function createEvents(sync: SyncObjects, waitFor: WaitForSemaphores): Events {
  const kindOf = (manualReset: boolean) => (manualReset ? 'manual-reset event' : 'auto-reset event')

  /** Whether an operation could be done at once. */
  const couldBeDone = ({ error }: Returned): Result<boolean> =>
    error && error.code !== errno.EAGAIN ? failure(error) : { ok: true, value: error === null }

  const not = (result: Result<boolean>): Result<boolean> => (result.ok ? { ok: true, value: !result.value } : result)

  /** Whoever waits is let through by this very call, also when the next one resets it. */
  function signal(semid: number): Result<boolean> {
    const signalled = sync.operate(semid, SIGNAL)
    if (signalled.error?.code !== errno.ERANGE) return not(couldBeDone(signalled))
    const anew = sync.operate(semid, SIGNAL_ANEW)
    // Another process may have begun anew since.
    return anew.error?.code === errno.EAGAIN ? signal(semid) : not(couldBeDone(anew))
  }

  return {
    create: (name, { manualReset, signalled }) =>
      sync.create(kindOf(manualReset), name, signalled ? [{ number: STATE, by: 1 }] : []),
    open: (name, manualReset) => sync.open(kindOf(manualReset), name),
    signal: ({ token }) => signal(token),
    reset: ({ token }) => couldBeDone(sync.operate(token, RESET)),
    isSignalled({ token }) {
      const { value, error } = sync.get(token, STATE)
      return error ? failure(error) : { ok: true, value: value > 0 }
    },
    wait({ token }, manualReset, milliseconds, interrupted) {
      const waited = manualReset
        ? waitFor(token, PASS, milliseconds, interrupted, GENERATION)
        : waitFor(token, TAKE, milliseconds, interrupted)
      return typeof waited === 'object' ? failure(waited) : { ok: true, value: waited }
    },
    close: sync.close,
  }
}
