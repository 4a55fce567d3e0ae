/** The calls that processes are about to make, or wait in. */
import type { ParticipantState } from '../../../electron/contract/service.ts'
import { barWidth, type Lanes } from './lanes.ts'
import { wordsAt } from './rows.tsx'

const HEIGHT = 48

export const ghostHeight = (participants: readonly unknown[]) => (participants.length > 0 ? HEIGHT : 0)

interface Props {
  participants: readonly ParticipantState[]
  lanes: Lanes
  y: number
}

export function Ghosts({ participants, lanes, y }: Props) {
  return participants.map(({ id, call, phase }) => {
    const lane = lanes.of(id)
    if (lane === null || !call) return null
    const { x, anchor } = wordsAt(lane, lanes)
    return (
      <g key={id} className={`row call ghost ${lane.tone} ${phase}`}>
        <rect x={lane.x - barWidth / 2} y={y + 9} width={barWidth} height={28} rx={3} className="bar" />
        {lane.wide && (
          <>
            <text x={x} y={y + 21} textAnchor={anchor} className="label">
              {call.name}
            </text>
            <text x={x} y={y + 37} textAnchor={anchor} className="detail">
              {phase === 'blocked' ? 'waits in the kernel' : `next for the ${id}`}
            </text>
          </>
        )}
      </g>
    )
  })
}
