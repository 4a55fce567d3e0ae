/** The steps that processes are about to make, or wait in. */
import type { ParticipantState } from '../../../electron/contract/service.ts'
import type { TraceRecord } from '../../../electron/contract/trace.ts'
import { fit } from '../../format.ts'
import { holdersOf } from '../../model/holders.ts'
import { useStore } from '../../store.ts'
import { isTouch, labelOf, safetyFor } from '../../vocabulary/memory.ts'
import { waitInWords } from '../../vocabulary/waits.ts'
import { useWaited } from '../use-waited.ts'
import { barWidth, type Lanes } from './lanes.ts'
import { MONO, SANS, wordsAt } from './rows.tsx'

const HEIGHT = 48

export const ghostHeight = (participants: readonly unknown[]) => (participants.length > 0 ? HEIGHT : 0)

interface Props {
  participants: readonly ParticipantState[]
  lanes: Lanes
  y: number
  /** Names as the picture shows them. */
  names: ReadonlyMap<string, string>
}

type PendingCall = NonNullable<ParticipantState['call']>

/** What stands below its name; `waits` says what a wait lasts for. */
function detailOf(
  { id, phase }: ParticipantState,
  call: PendingCall,
  records: readonly TraceRecord[],
  waits: (call: PendingCall) => string,
): string {
  if (phase === 'blocked') return waits(call)
  const [used] = isTouch(call) ? (call.uses ?? []) : []
  const holders = used ? holdersOf(records, used.object) : null
  return holders ? safetyFor(holders) : `next for the ${id}`
}

export function Ghosts({ participants, lanes, y, names }: Props) {
  const records = useStore((state) => state.records)
  const waited = useWaited()
  const waits = (call: PendingCall) => waitInWords(call, waited(call), names)
  return participants.map((participant) => {
    const { id, call, phase } = participant
    const lane = lanes.of(id)
    if (lane === null || !call) return null
    const { x, anchor, room } = wordsAt(lane, lanes)
    return (
      <g key={id} className={`row call ghost ${lane.tone} ${phase}`}>
        <rect x={lane.x - barWidth / 2} y={y + 9} width={barWidth} height={28} rx={3} className="bar" />
        {lane.wide && (
          <>
            <text x={x} y={y + 21} textAnchor={anchor} className="label">
              {fit(labelOf(call), room, MONO)}
            </text>
            <text x={x} y={y + 37} textAnchor={anchor} className="detail">
              {fit(detailOf(participant, call, records, waits), room, SANS)}
            </text>
          </>
        )}
      </g>
    )
  })
}
