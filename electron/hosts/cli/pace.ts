/** How fast one request followed the other. */
import type { RequestTiming } from '../../contract/trace.ts'
import { duration } from '../../trace/duration.ts'

/** A pace of fewer would be chance. */
const FEWEST = 10

/** In a sentence; null where there were too few requests to tell. `requests` are in the order of their allocations. */
export function paceOf(requests: readonly RequestTiming[]): string | null {
  const moments = requests.flatMap(({ allocated }) => allocated ?? [])
  const between = moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0))
  if (between.length < FEWEST) return null
  const sorted = between.sort((a, b) => a - b)
  const at = (part: number) => duration(sorted[Math.floor(sorted.length * part)] ?? 0)
  return `From one request’s allocation to the next one’s: ${at(0.5)} at the median, ${at(0.9)} at the 90th percentile.`
}
