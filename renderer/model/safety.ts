/** What comes of a free now, who must not free yet, and who may touch: the question of the course, answered by the trace alone. */
import type { DataRecord } from '../../electron/contract/trace.ts'
import { hasEnded } from './lives.ts'
import { countAt, holdersUntil, type SharedObject } from './objects.ts'
import type { Place } from './place.ts'
import { railsOf } from './rails.ts'
import { rightsIn } from './rights.ts'
import { isUnwritten, type Unread } from './unread.ts'

/** `not-yet`: what it was made for has not come of it. `trap`: whatever it does with the object fails. */
export type Judgement = 'safe' | 'not-yet' | 'trap'

export interface Safety {
  readonly participant: string
  readonly is: Judgement
  /**
   * Of a holder, what speaks for or against its free: it has not read what another one wrote, nobody has written anything
   * yet, others hold the object, some have not got it yet, or nobody else needs it any more, or is there any more. Of who has let go, that.
   */
  readonly because: 'unread' | 'unwritten' | 'others-hold' | 'others-wait' | 'others-done' | 'others-ended' | 'let-go'
  /** Who that is said of; who has written what it has not read. */
  readonly others: readonly string[]
}

const without = (all: readonly string[], participant: string) => all.filter((each) => each !== participant)

/** Of its holders first, then of those who have let go of it and are still there. */
export function safetyAt(object: SharedObject, place: Place, unread: Unread | null): Safety[] {
  const { records, cursor, cast } = place
  const holders = countAt(object, cursor)?.holders ?? []
  const ever = holdersUntil(object, cursor)
  const isThere = (id: string) => !hasEnded(records, id, cursor)
  // What a program of somebody else's has, no call tells.
  const waiting = cast
    .filter(({ id, external }) => !external && !ever.includes(id) && isThere(id))
    .map(({ id }) => id)

  const unwritten = isUnwritten(object, place)

  function ofHolder(participant: string): Safety {
    if (unread?.reader === participant)
      return { participant, is: 'not-yet', because: 'unread', others: [unread.writer] }
    const others = without(holders, participant)
    // It would live on, and yet whoever lets go of it now could neither write to it nor read it.
    if (others.length > 0 && unwritten) return { participant, is: 'not-yet', because: 'unwritten', others }
    if (others.length > 0) return { participant, is: 'safe', because: 'others-hold', others }
    if (waiting.length > 0) return { participant, is: 'not-yet', because: 'others-wait', others: waiting }
    const before = without(ever, participant)
    const because = before.length > 0 && !before.some(isThere) ? 'others-ended' : 'others-done'
    return { participant, is: 'safe', because, others: before }
  }
  const letGo = ever.filter((id) => !holders.includes(id) && isThere(id))
  return [
    ...holders.map(ofHolder),
    ...letGo.map((participant): Safety => ({ participant, is: 'trap', because: 'let-go', others: [] })),
  ]
}

/** What becomes of a touch, and why: of bytes that the process may use, or of others. */
export interface Touch {
  readonly is: 'safe' | 'trap'
  readonly because: 'holds' | 'let-go' | 'never-had' | 'unmapped' | 'read-only'
}

export function touchAt(
  object: SharedObject,
  participant: string,
  access: DataRecord['access'],
  { records, cursor }: Pick<Place, 'records' | 'cursor'>,
): Touch {
  if (!countAt(object, cursor)?.holders.includes(participant)) {
    const had = holdersUntil(object, cursor).includes(participant)
    return { is: 'trap', because: had ? 'let-go' : 'never-had' }
  }
  const own = railsOf(records)
    .handles.heldAt(object.name, cursor)
    .find((held) => held.participant === participant)
  if (own && own.handles > 0 && own.views === 0) return { is: 'trap', because: 'unmapped' }
  const mayWrite = rightsIn(records).mayWrite(participant, object.name, object.first, cursor)
  if (access === 'write' && mayWrite === false) return { is: 'trap', because: 'read-only' }
  return { is: 'safe', because: 'holds' }
}
