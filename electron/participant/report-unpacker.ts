/** Makes reports again of what a participant thread has packed. */
import type { ParticipantEvent, ParticipantReport } from '../contract/participant.ts'
import { EVENTS } from '../packed/kinds.ts'
import { createUnpacker } from '../packed/unpacking.ts'

type Packed = ParticipantEvent | ParticipantReport

const isEvent = (value: Packed): value is ParticipantEvent => 'kind' in value

/** Returns the reports in the next piece of the bytes. `check` raises an error for what is neither event nor report. */
export function createReportUnpacker(check?: (value: unknown) => Packed): (piece: Uint8Array) => ParticipantReport[] {
  const { unpack } = createUnpacker(EVENTS, check)
  return (piece) => {
    const reports: ParticipantReport[] = []
    for (const value of unpack(piece) as Packed[]) {
      const last = reports.at(-1)
      if (!isEvent(value)) reports.push(value)
      else if (last?.type === 'events') last.events.push(value)
      else reports.push({ type: 'events', events: [value] })
    }
    return reports
  }
}
