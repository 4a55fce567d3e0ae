/** How fast one exchange followed the other. */
import { duration } from '../../trace/duration.ts'
import type { Exchange } from '../../trace/exchanges.ts'

/** A pace of fewer would be chance. */
const FEWEST = 10

/** In a sentence; null where there were too few exchanges to tell. */
export function paceOf(exchanges: Iterable<Exchange>, noun: string): string | null {
  let name: string | null = null
  let before: number | null = null
  const between: number[] = []
  for (const {
    moments: [first],
  } of exchanges) {
    name ??= first?.name ?? null
    if (!first || first.name !== name) continue
    if (before !== null) between.push(first.t - before)
    before = first.t
  }
  if (between.length < FEWEST) return null
  const sorted = between.sort((a, b) => a - b)
  const at = (part: number) => duration(sorted[Math.floor(sorted.length * part)] ?? 0)
  return `From ‘${name}’ of one ${noun} to that of the next: ${at(0.5)} at the median, ${at(0.9)} at the 90th percentile.`
}
