/** The steps that processes are about to make, or wait in. */

import type { ParticipantState } from '../../../electron/contract/service.ts'
import { isSecret } from '../../lessons/give.ts'
import { effectOf } from '../../model/effects.ts'
import type { Place } from '../../model/place.ts'
import { castOfState, useStore } from '../../store.ts'
import { fit } from '../../vocabulary/format.ts'
import { labelOf } from '../../vocabulary/memory.ts'
import { effectInWords } from '../../vocabulary/safety.ts'
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

/** What a step that is halted would do, as far as it has to do with memory. */
function effectFor({ id }: ParticipantState, call: PendingCall, place: Place): string {
  const effect = effectOf({ participant: id, ...call }, place)
  return effect === null ? ITS_NEXT : effectInWords(effect)
}

/** Where nothing more is known, or told: that it is what its own process does next, whoever goes before. */
const ITS_NEXT = 'its next step'

export function Ghosts({ participants, lanes, y, names }: Props) {
  const records = useStore((state) => state.records)
  const waited = useWaited()
  const cast = useStore(castOfState)
  const secret = useStore(isSecret)
  const place = { records, cursor: records.length - 1, cast }
  // While the class is asked what it will do, nothing tells.
  const detailOf = (participant: ParticipantState, call: PendingCall, room: number) => {
    if (participant.phase === 'blocked')
      return waitInWords(call, waited(call), names, (words) => fit(words, room, SANS) === words)
    return secret ? ITS_NEXT : effectFor(participant, call, place)
  }
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
              {fit(detailOf(participant, call, room), room, SANS)}
            </text>
          </>
        )}
      </g>
    )
  })
}
