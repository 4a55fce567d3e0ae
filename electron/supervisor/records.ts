/** Makes trace records of what a participant reports: run time instead of clock time, sources instead of builds. */
import type { ParticipantEvent } from '../contract/participant.ts'
import type { Unmerged } from './merger.ts'
import { sourceOf } from './source-lines.ts'

/** `origin` is the clock's time at the start of the run, in nanoseconds. */
export function toRecord(event: ParticipantEvent, participant: string, origin: number): Unmerged {
  if (event.kind === 'usage') return { ...event, t: event.t - origin }
  if (event.kind !== 'call') return { ...event, participant, t: event.t - origin }
  const { position, kernel, start, end, ...call } = event
  const source = sourceOf(position)
  return {
    ...call,
    participant,
    start: start - origin,
    end: end - origin,
    kernel: kernel.map((inner) => ({ ...inner, start: inner.start - origin, end: inner.end - origin })),
    ...(source ? { source } : {}),
  }
}
