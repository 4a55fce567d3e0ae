/** Of which kind each record of a trace is, as a bit: who follows a few kinds passes over all others for a comparison. */
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { sameUntil } from '../../electron/trace/lineage.ts'

export type Kind = TraceRecord['kind']

const BITS = {
  process: 1,
  window: 1 << 1,
  call: 1 << 2,
  message: 1 << 3,
  object: 1 << 4,
  sync: 1 << 5,
  output: 1 << 6,
  count: 1 << 7,
  data: 1 << 8,
  fault: 1 << 9,
  note: 1 << 10,
  outcome: 1 << 11,
} as const satisfies Record<Kind, number>

const ALL = -1

/** Of these kinds, or of all where none are named. */
export const bitsOf = (kinds: readonly Kind[] | undefined): number =>
  kinds ? kinds.reduce((bits, kind) => bits | BITS[kind], 0) : ALL

const bits: number[] = []
let seen: readonly TraceRecord[] = []

/** Of each record, as long as no other trace is asked about. */
export function kindsOf(records: readonly TraceRecord[]): readonly number[] {
  if (records === seen) return bits
  bits.length = sameUntil(seen, records)
  for (let index = bits.length; index < records.length; index += 1) {
    const record = records[index]
    bits.push(record ? BITS[record.kind] : 0)
  }
  seen = records
  return bits
}
