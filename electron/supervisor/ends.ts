/**
 * When processes have ended. Who has waited for the end of one knows of it sooner than the supervisor hears of it, though it
 * may tell so later: then the end has to stand before the wake-up, which it has caused.
 */
import { processId } from '../../native-bridge/units.ts'
import { isProcessObject, processObject } from '../../native-bridge/uses.ts'
import type { ProcessRecord, TraceRecord } from '../contract/trace.ts'
import type { Unmerged } from './merger.ts'
import type { UsageChange } from './usage.ts'

export interface Ends {
  /** Hears what a participant has done; `waits` are the objects that it waited for until then. */
  hear(record: Unmerged, waits: readonly string[]): void
  /** The end of a process as it is heard of, and the uses that end with it. They may get an earlier time until it is told. */
  add(end: ProcessRecord, uses: readonly UsageChange[]): void
  /** These have been told. */
  told(records: readonly TraceRecord[]): void
}

export function createEnds(): Ends {
  /** By the object that a process is for whoever waits for it. */
  const wokenAt = new Map<string, number>()
  const untold = new Map<string, { readonly end: ProcessRecord; readonly uses: readonly UsageChange[] }>()
  const objectOf = ({ pid }: ProcessRecord) => processObject(processId(pid))

  function place(object: string) {
    const [ended, woken] = [untold.get(object), wokenAt.get(object)]
    if (!ended || woken === undefined || woken > ended.end.t) return
    for (const record of [...ended.uses, ended.end]) record.t = woken - 1
  }
  return {
    hear(record, waits) {
      if (record.kind !== 'call' || record.object === undefined || !record.result.ok) return
      const { object, end } = record
      if (!isProcessObject(object) || !waits.includes(object)) return
      wokenAt.set(object, Math.min(end, wokenAt.get(object) ?? end))
      place(object)
    },
    add(end, uses) {
      untold.set(objectOf(end), { end, uses })
      place(objectOf(end))
    },
    told(records) {
      for (const [object, { end }] of untold) if (records.includes(end)) untold.delete(object)
    },
  }
}
