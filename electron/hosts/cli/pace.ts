/** How fast one exchange followed the other. */
import { duration } from '../../trace/duration.ts'
import type { Exchange } from '../../trace/exchanges.ts'

/** A pace of fewer would be chance. */
const FEWEST = 10

/** In a sentence; null where there were too few exchanges to tell. */
export function paceOf(exchanges: readonly Exchange[], noun: string): string | null {
  const firsts = exchanges.flatMap(({ moments: [first] }) => first ?? [])
  const [{ name } = { name: '' }] = firsts
  const moments = firsts.flatMap((first) => (first.name === name ? first.t : []))
  const between = moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0))
  if (between.length < FEWEST) return null
  const sorted = between.sort((a, b) => a - b)
  const at = (part: number) => duration(sorted[Math.floor(sorted.length * part)] ?? 0)
  return `From one ${noun} that is ${name} to the next: ${at(0.5)} at the median, ${at(0.9)} at the 90th percentile.`
}
