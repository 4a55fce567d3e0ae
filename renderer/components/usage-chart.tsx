/** The usage count over the events that changed it, as steps. */
import { scaleLinear } from 'd3-scale'
import type { Count } from '../model/objects.ts'

const WIDTH = 110
const HEIGHT = 34

export function UsageChart({ counts, cursor }: { counts: readonly Count[]; cursor: number }) {
  const past = counts.filter(({ index }) => index <= cursor)
  const highest = Math.max(2, ...counts.map(({ usage }) => usage))
  const x = scaleLinear([0, Math.max(1, past.length)], [2, WIDTH - 2])
  const y = scaleLinear([0, highest], [HEIGHT - 3, 3])
  const steps = past.map(({ usage }, index) => `V${y(usage)} H${x(index + 1)}`).join(' ')
  const spoken = past.map(({ usage }) => usage).join(', then ')
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="chart" role="img" aria-label={`The count was ${spoken}`}>
      <path d={`M2,${y(0)} ${steps}`} />
    </svg>
  )
}
