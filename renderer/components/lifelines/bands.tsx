/** Each object as a band on the kernel's lifeline, with its usage count, tied to every process that holds it. */
import type { Tether, View } from '../../model/layout.ts'
import { bandWidth, type Lanes, STRIP } from './lanes.ts'

interface Props {
  view: View
  lanes: Lanes
  /** Where what still lives ends for now. */
  end: number
}

export function Bands({ view, lanes, end }: Props) {
  const half = bandWidth / 2
  return (
    <>
      {view.tethers.map((tether) => (
        <TetherView
          key={`${tether.participant} ${tether.column} ${tether.top}`}
          tether={tether}
          lanes={lanes}
          end={end}
        />
      ))}
      {view.bands.map(({ object, column, top, bottom, counts }) => {
        const to = bottom ?? end
        const x = lanes.column(column)
        return (
          <g key={object.first} className={bottom === null ? 'band living' : 'band'}>
            <title>{`Object ${object.name}`}</title>
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

/** From the lane to the band; beside a lane that is a strip, or the fields of many would lie over each other. */
function TetherView({ tether, lanes, end }: { tether: Tether; lanes: Lanes; end: number }) {
  const { participant, column, top, bottom } = tether
  const lane = lanes.of(participant)
  if (lane === null) return null
  const x = lanes.column(column)
  const edge = lane.wide ? (lane.x < x ? x - bandWidth / 2 : x + bandWidth / 2) : lane.x + STRIP / 2 - 1
  const from = lane.wide ? lane.x : lane.x - STRIP / 2 + 1
  return (
    <rect
      className="tether"
      x={Math.min(from, edge)}
      y={top}
      width={Math.abs(edge - from)}
      height={Math.max(2, (bottom ?? end) - top)}
    />
  )
}
