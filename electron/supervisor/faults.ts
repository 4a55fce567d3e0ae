/** How a fault is written, and whether a scenario knows it. */
import type { Fault } from '../contract/fault.ts'
import { either, quoted } from '../contract/problem.ts'
import type { ScenarioInfo } from '../contract/settings.ts'
import { UsageError } from './usage-error.ts'

/** The longest that a participant may be told to hang, in milliseconds. */
const LONGEST_HANG = 600_000

/**
 * Reads a fault as it is typed, for a cast of these ids. Throws a UsageError that lists what is allowed.
 */
export function parseFault(text: string, { faults }: Pick<ScenarioInfo, 'faults'>, ids: readonly string[]): Fault {
  const refuse = () => {
    const forms = faults.map(({ form }) => form).join(', ')
    const what = text === '' ? 'The fault is empty.' : `There is no fault ${quoted(text)}.`
    return new UsageError(`${what} Allowed is: ${forms}; a participant is ${either(ids)}.`)
  }
  const match = /^([a-z-]+)(?::([a-z0-9-]+)(?:@(\d{1,6})(?::(\d{1,6}))?)?)?$/.exec(text)
  const [, name = '', participant = null, at, ms] = match ?? []
  const info = faults.find((fault) => fault.name === name)
  if (!info || (participant !== null && !ids.includes(participant))) throw refuse()
  const call = Number(at ?? 0)
  const milliseconds = Number(ms ?? 0)
  if (name === 'kill') {
    if (participant === null || call < 1 || ms !== undefined) throw refuse()
    return { kind: 'kill', participant, call }
  }
  if (name === 'hang') {
    if (participant === null || call < 1 || milliseconds < 1 || milliseconds > LONGEST_HANG) throw refuse()
    return { kind: 'hang', participant, call, milliseconds }
  }
  const fits = participant === null ? info.participants.length === 0 : info.participants.includes(participant)
  if (!fits || at !== undefined) throw refuse()
  return { kind: 'own', name, participant }
}
