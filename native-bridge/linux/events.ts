/** Events: a semaphore that is 1 while the event is signalled. */
import type { Events, Result } from '../native.ts'
import { failure } from './errno.ts'
import { STATE, type SyncObjects } from './sync.ts'
import type { WaitForSemaphores } from './sync-wait.ts'

const done: Result<void> = { ok: true, value: undefined }
/** Waits until it is 1, and leaves it so. */
const PASS = [
  { number: STATE, by: -1 },
  { number: STATE, by: 1 },
]
const TAKE = [{ number: STATE, by: -1 }]

export function createEvents(sync: SyncObjects, waitFor: WaitForSemaphores): Events {
  const kindOf = (manualReset: boolean) => (manualReset ? 'manual-reset event' : 'auto-reset event')

  function change(semid: number, value: number): Result<void> {
    // Whoever waits is let through by this very call, also when the next one resets it.
    const { error } = sync.set(semid, STATE, value)
    return error ? failure(error) : done
  }
  return {
    create: (name, { manualReset, signalled }) =>
      sync.create(kindOf(manualReset), name, signalled ? [{ number: STATE, by: 1 }] : []),
    open: (name, manualReset) => sync.open(kindOf(manualReset), name),
    signal: ({ token }) => change(token, 1),
    reset: ({ token }) => change(token, 0),
    wait({ token }, manualReset, milliseconds, interrupted) {
      const waited = waitFor(token, manualReset ? PASS : TAKE, milliseconds, interrupted)
      return typeof waited === 'object' ? failure(waited) : { ok: true, value: waited }
    },
    close: sync.close,
  }
}
