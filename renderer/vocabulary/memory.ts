/** A program's own touches of shared memory, in words: steps like calls, of which the trace keeps the bytes. */
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { lastUpTo } from '../model/fold.ts'
import type { Arguments, RecordOf } from './words.ts'

/** A step that is yet to be made. */
export interface NextStep {
  readonly name: string
  readonly args: Arguments
}

const listed = (names: readonly string[]) => new Intl.ListFormat('en').format(names)

/** Null where only the bytes themselves tell how many there are. */
const amount = ({ length }: Arguments) =>
  length === null || length === undefined ? 'a text' : length === 1 ? '1 byte' : `${length} bytes`

/** Whether it is about the bytes of an object, and no call. */
export const isTouch = ({ name }: NextStep) => name === 'read' || name === 'write'

/** `reads 4096 bytes of 0x6FFF0000`; a call's name for a call. */
export const labelOf = (step: NextStep): string =>
  isTouch(step) ? `${step.name}s ${amount(step.args)} of ${step.args.object}` : step.name

/** `a read of 4096 bytes`, as in "halts before …". */
export const nounOf = (step: NextStep): string =>
  isTouch(step) ? `a ${step.name} of ${amount(step.args)}` : step.name

/** Who holds an object at the end of these records: memory is safe to touch for those. Null where nothing tells. */
function holdersOf(records: readonly TraceRecord[], object: unknown): readonly string[] | null {
  const isCount = (record: TraceRecord): record is RecordOf<'count'> =>
    record.kind === 'count' && record.object === object
  return lastUpTo(records, records.length - 1, isCount)?.record.holders ?? null
}

/** Whether a touch is safe: `client and server hold it`. */
export function safetyOf({ args }: NextStep, records: readonly TraceRecord[]): string | null {
  const holders = holdersOf(records, args.object)
  if (!holders) return null
  if (holders.length === 0) return 'nobody holds it'
  return `${listed(holders)} ${holders.length === 1 ? 'holds' : 'hold'} it`
}
