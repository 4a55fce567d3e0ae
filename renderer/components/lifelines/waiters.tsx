/** Below the now line, under each event and mutex: who waits for it, the first in the queue on top. */
import type { CastMember } from '../../../electron/trace/cast.ts'
import type { Rail } from '../../model/rails.ts'
import type { Lanes } from './lanes.ts'
import { markOf } from './rails.tsx'

const SIZE = 16
const STEP = 18
/** Below the word "now". */
const FIRST = 22

export interface Queue {
  readonly rail: Rail
  /** In the order in which they came. */
  readonly waiters: readonly string[]
}

/** How far the longest queue reaches below the now line, in pixels. */
export const queueHeight = (queues: readonly Queue[]) => {
  const longest = Math.max(0, ...queues.map(({ waiters }) => waiters.length))
  return longest === 0 ? 0 : FIRST + longest * STEP
}

interface Props {
  queues: readonly Queue[]
  lanes: Lanes
  cast: readonly CastMember[]
  /** Of the now line. */
  y: number
}

export const Waiters = ({ queues, lanes, cast, y }: Props) =>
  queues.flatMap(({ rail, waiters }) =>
    waiters.map((participant, place) => {
      const x = lanes.rail(rail.column)
      const top = y + FIRST + place * STEP
      return (
        <g key={`${rail.first} ${participant}`} className={`waiter ${lanes.of(participant)?.tone ?? ''}`}>
          <title>{`${participant} waits for ${rail.name}`}</title>
          <rect x={x - SIZE / 2} y={top} width={SIZE} height={SIZE} rx={4} />
          <text x={x} y={top + 12} textAnchor="middle">
            {markOf(cast, participant)}
          </text>
        </g>
      )
    }),
  )
