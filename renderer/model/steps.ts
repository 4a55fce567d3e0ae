/** The places in a trace that a person goes through, one after the other. */
import type { CallRecord, DataRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { following } from './fold.ts'
import { createPlaces } from './places.ts'

/** A call, or a touch of shared memory; in older recordings, which tell no line of a touch, calls only. */
export const isStep = (record: TraceRecord): record is CallRecord | DataRecord =>
  record.kind === 'call' || (record.kind === 'data' && record.source !== undefined)

const steps = following(createPlaces(['call', 'data'], isStep))
const messages = following(createPlaces(['message']))

/** The places of all of them, as long as no other trace is asked about. */
export const stepsOf = (records: readonly TraceRecord[]): readonly number[] => steps(records).all

/** How many there are up to a place. */
export const countSteps = (records: readonly TraceRecord[], cursor: number): number =>
  steps(records).countUpTo(cursor)

/** The next one after a place that is looked at; undefined at the end. */
export const nextStep = (records: readonly TraceRecord[], cursor: number | null): number | undefined =>
  steps(records).after(cursor ?? records.length)

/** The last one before a place; undefined where there is none. */
export const previousStep = (records: readonly TraceRecord[], place: number): number | undefined =>
  steps(records).upTo(place - 1)

/** The next message after a place; undefined when there is none. */
export const nextMessage = (records: readonly TraceRecord[], after: number): number | undefined =>
  messages(records).after(after)

/**
 * Where the next message after a place can be looked at: at the step that posts or takes it, which is told after it; or at the
 * message itself, where it has been taken before its post returned. Undefined when there is none.
 */
export function placeOfNextMessage(records: readonly TraceRecord[], after: number): number | undefined {
  for (let at = nextMessage(records, after); at !== undefined; at = nextMessage(records, at)) {
    const step = stepOf(records, at)
    if (step === undefined) continue
    return (nextMessage(records, at) ?? step) < step ? at : step
  }
  return undefined
}

/** The step within which a participant has told something. */
function stepOf(records: readonly TraceRecord[], index: number): number | undefined {
  const told = records[index]
  const isIts = (step: TraceRecord | undefined) =>
    told && step && 'participant' in told && 'participant' in step && told.participant === step.participant
  let at = nextStep(records, index)
  while (at !== undefined && !isIts(records[at])) at = nextStep(records, at)
  return at
}
