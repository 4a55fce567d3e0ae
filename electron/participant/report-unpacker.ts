/** Makes reports again of what a participant thread has packed. */
import type { ParticipantReport } from '../contract/participant.ts'
import { isEvent, TOLD, type Told } from '../packed/told.ts'
import { createUnpacker } from '../packed/unpacking.ts'

/** Returns the reports in the next piece of the bytes. `check` raises an error for what is neither event nor report. */
export function createReportUnpacker(check?: (value: unknown) => Told): (piece: Uint8Array) => ParticipantReport[] {
  const { unpack } = createUnpacker(TOLD, check)
  return (piece) => {
    const reports: ParticipantReport[] = []
    for (const value of unpack(piece) as Told[]) {
      const last = reports.at(-1)
      if (!isEvent(value)) reports.push(value)
      else if (last?.type === 'events') last.events.push(value)
      else reports.push({ type: 'events', events: [value] })
    }
    return reports
  }
}
