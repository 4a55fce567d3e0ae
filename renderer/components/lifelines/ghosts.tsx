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
import { barWidth, type Lane, type Lanes } from './lanes.ts'
import { inMono, inSans } from './letters.ts'
import { wordsAt } from './rows.tsx'

/** In pixels below the now line: where bars begin, how high they are, and what all of it needs. */
interface Bars {
  readonly from: number
  readonly high: number
  readonly height: number
}

const BESIDE_WORDS: Bars = { from: 9, high: 28, height: 48 }
/** Words of another lane may lie over its own: it stands below them. */
const OF_STRIP: Bars = { from: 43, high: 15, height: 64 }

const barsOf = (lane: Lane | null): Bars => (lane?.wide === false ? OF_STRIP : BESIDE_WORDS)

export const ghostHeight = (participants: readonly Pick<ParticipantState, 'id'>[], lanes: Lanes) =>
  Math.max(0, ...participants.map(({ id }) => barsOf(lanes.of(id)).height))

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
      return waitInWords(call, waited(call), names, (words) => fit(words, room, inSans) === words)
    return secret ? ITS_NEXT : effectFor(participant, call, place)
  }
  return participants.map((participant) => {
    const { id, call, phase } = participant
    const lane = lanes.of(id)
    if (lane === null || !call) return null
    const { x, anchor, room } = wordsAt(lane, lanes)
    const { from, high } = barsOf(lane)
    return (
      <g key={id} className={`row call ghost ${lane.tone} ${phase}`}>
        <rect x={lane.x - barWidth / 2} y={y + from} width={barWidth} height={high} rx={3} className="bar" />
        {lane.wide && (
          <>
            <text x={x} y={y + 21} textAnchor={anchor} className="label">
              {fit(labelOf(call), room, inMono)}
            </text>
            <text x={x} y={y + 37} textAnchor={anchor} className="detail">
              {fit(detailOf(participant, call, room), room, inSans)}
            </text>
          </>
        )}
      </g>
    )
  })
}
