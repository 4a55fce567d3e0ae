/** Each object as a band on the kernel's lifeline, with its usage count, tied to every process that holds it. */
import type { Layout } from '../../model/layout.ts'
import { isVisible, type Viewport } from '../use-viewport.ts'
import { bandWidth, type Lanes } from './lanes.ts'

interface Props {
  layout: Layout
  lanes: Lanes
  /** Where what still lives ends for now. */
  end: number
  viewport: Viewport
}

export function Bands({ layout, lanes, end, viewport }: Props) {
  const half = bandWidth / 2
  return (
    <>
      {layout.tethers.map(({ participant, column, top, bottom }) => {
        const lane = lanes.of(participant)
        const x = lanes.column(column)
        const to = bottom ?? end
        if (lane === null || !isVisible(viewport, top, to)) return null
        const edge = lane < x ? x - half : x + half
        const key = `${participant} ${column} ${top}`
        return (
          <rect
            key={key}
            className="tether"
            x={Math.min(lane, edge)}
            y={top}
            width={Math.abs(edge - lane)}
            height={Math.max(2, to - top)}
          />
        )
      })}
      {layout.bands.map(({ object, column, top, bottom, counts }) => {
        const to = bottom ?? end
        if (!isVisible(viewport, top, to)) return null
        const x = lanes.column(column)
        return (
          <g key={object.first} className={bottom === null ? 'band living' : 'band'}>
            <title>{`Object ${object.address}`}</title>
            <rect x={x - half} y={top} width={bandWidth} height={Math.max(18, to - top)} rx={7} />
            {counts
              .filter(({ usage }) => usage > 0)
              .map(({ y, usage }) => (
                <text key={`${y} ${usage}`} x={x} y={y + 15} textAnchor="middle" className="count">
                  {usage}
                </text>
              ))}
          </g>
        )
      })}
    </>
  )
}
