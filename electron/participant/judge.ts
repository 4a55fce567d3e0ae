/** What became of a program that did not come to its end, from what it raised. */
import { errorName } from '../../native-bridge/os2/errors.ts'
import { Trap } from '../../native-bridge/touch/trap.ts'
import type { TraceEvent } from '../../native-bridge/trace.ts'
import { CallFailed, Interrupted, stopped, type Verdict } from '../scenarios/process.ts'
import { Killed } from './faults.ts'
import { Stopped } from './gate.ts'

/** `303 ERROR_INVALID_PROCID`, or `NULLHANDLE (0x1012 PMERR_HEAP_MAX_SIZE_REACHED)` for a call that returns no code. */
function howItFailed({ code }: CallFailed, lastCall: TraceEvent | null): string {
  if (code !== null) return `${code} ${errorName(code)}`
  if (lastCall?.kind !== 'call') return 'nothing'
  const { result, args } = lastCall
  return args.error === undefined ? result.name : `${result.name} (${args.error})`
}

/**
 * `id` is the participant's; `stopping` whether it was told to end, which makes calls fail. Raises again what is a
 * programming error.
 */
export function judge(error: unknown, id: string, lastCall: TraceEvent | null, stopping = false): Verdict {
  if (error instanceof Interrupted) return error.verdict
  if (error instanceof Stopped || (stopping && error instanceof CallFailed)) return stopped
  if (error instanceof Killed) {
    return { name: 'crash', text: `The ${id} was killed at its call number ${error.call}. What it held was freed.` }
  }
  if (error instanceof Trap) return { name: 'trap', text: `${id}: ${error.message}.` }
  if (error instanceof CallFailed) {
    const name = lastCall?.kind === 'call' ? lastCall.name : 'a call'
    return { name: 'api-error', text: `${id}: ${name} returned ${howItFailed(error, lastCall)}.` }
  }
  throw error
}
