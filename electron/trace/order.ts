/** The order of a trace: when each record stands in it, and how others join it. */

/** A record, or what is about to become one: a call has a start and an end, everything else one moment. */
export type Timed = { readonly end: number } | { readonly t: number }

/** When a record stands in the trace, in nanoseconds: a call stands where it ended, when its result was known. */
export function timeOf(record: Timed): number {
  // Read rather than asked for with `in`: of records of many shapes that takes twice as long.
  const { end, t } = record as { readonly end?: number; readonly t?: number }
  return end ?? (t as number)
}

const byTime = (a: Timed, b: Timed) => timeOf(a) - timeOf(b)

const inOrder = (records: readonly Timed[]) =>
  records.every((record, index) => index === 0 || byTime(records[index - 1] ?? record, record) <= 0)

/** How many of the records, which are in order, stand at `time` or before it. */
export function countUntil(records: readonly Timed[], time: number): number {
  let [low, high] = [0, records.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const record = records[middle]
    if (record && timeOf(record) <= time) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Records that are in order, with others in any order: each stands after all that happened before it or at the same
 * time. Only what is added is sorted, and only what happened after the first of it is gone through.
 */
export function mergeInOrder<T extends Timed>(records: readonly T[], added: readonly T[]): readonly T[] {
  const late = inOrder(added) ? added : added.toSorted(byTime)
  const [first] = late
  if (!first) return records
  const merged = records.slice(0, countUntil(records, timeOf(first)))
  let next = 0
  for (let at = merged.length; at < records.length; at += 1) {
    const record = records[at]
    if (!record) continue
    for (let other = late[next]; other && byTime(other, record) < 0; other = late[next]) {
      merged.push(other)
      next += 1
    }
    merged.push(record)
  }
  return merged.concat(late.slice(next))
}

/** Where a record stands among records that are in order; -1 when it is not there. */
export function placeOf<T extends Timed>(records: readonly T[], record: T): number {
  const after = countUntil(records, timeOf(record))
  for (let at = after - 1; at >= 0; at -= 1) {
    const other = records[at]
    if (other === record) return at
    if (!other || byTime(other, record) < 0) break
  }
  return -1
}
