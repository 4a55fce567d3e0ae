/** What became of a half that did not come to its end, from what it raised. */
import { errorName } from '../../native-bridge/os2/errors.ts'
import { Trap } from '../../native-bridge/os2/trap.ts'
import type { TraceEvent } from '../../native-bridge/trace.ts'
import { CallFailed, type Verdict } from '../scenarios/process.ts'
import { stopped } from '../scenarios/verdicts.ts'
import { Interrupted } from '../scenarios/waiting.ts'
import { Killed } from './faults.ts'
import { Stopped } from './gate.ts'

/** `id` is the participant's. Raises again what is a programming error. */
export function judge(error: unknown, id: string, lastCall: TraceEvent | null): Verdict {
  if (error instanceof Interrupted) return error.verdict
  if (error instanceof Stopped) return stopped
  if (error instanceof Killed) {
    return { name: 'crash', text: `The ${id} was killed at its call number ${error.call}. What it held was freed.` }
  }
  if (error instanceof Trap) return { name: 'trap', text: `${id}: ${error.message}.` }
  if (error instanceof CallFailed) {
    const name = lastCall?.kind === 'call' ? lastCall.name : 'a call'
    return { name: 'api-error', text: `${id}: ${name} returned ${error.code} ${errorName(error.code)}.` }
  }
  throw error
}
