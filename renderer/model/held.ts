/** What stands at the now line of each object: its name, who holds it, and what the next step would do with it. */
import type { ParticipantState } from '../../electron/contract/service.ts'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { haltedInTurn } from '../../electron/trace/turns.ts'
import { type Effect, effectOf, type NextStep } from './effects.ts'
import { isGoneAt, objectsToTell, type SharedObject } from './objects.ts'
import type { Place } from './place.ts'
import { asNext } from './predict.ts'
import { type Safety, safetyAt } from './safety.ts'
import { nextStep } from './steps.ts'
import { type Unread, unreadAt } from './unread.ts'

export interface HeldObject {
  readonly object: SharedObject
  readonly safety: readonly Safety[]
  /** What has been written and not been read; null where everything has. */
  readonly unread: Unread | null
  /** Of the first process that is about to do something with it; null where none is. */
  readonly next: Effect | null
}

/** The steps that come next: of the live processes those that are halted, in the past the one that came. */
export function nextSteps(
  records: readonly TraceRecord[],
  cursor: number | null,
  participants: readonly ParticipantState[],
): NextStep[] {
  if (cursor === null) {
    return haltedInTurn(participants).flatMap(({ id, call }) => (call ? [{ participant: id, ...call }] : []))
  }
  return [asNext(records[nextStep(records, cursor) ?? -1])].flatMap((step) => step ?? [])
}

/** The objects that something is to be told of, those among them that are gone and that a next step is about. */
export function shownAt(place: Place, steps: readonly NextStep[]): { objects: SharedObject[]; effects: Effect[] } {
  const effects = steps.flatMap((step) => effectOf(step, place) ?? [])
  const about = effects.map(({ object }) => object)
  return { objects: objectsToTell(place.records, place.cursor, about), effects }
}

/** Each of them with what there is to tell. */
export function heldAt(place: Place, steps: readonly NextStep[]): HeldObject[] {
  const { objects, effects } = shownAt(place, steps)
  return objects.map((object) => {
    const unread = unreadAt(object, place)
    const next = effects.find((effect) => effect.object === object) ?? null
    return { object, safety: safetyAt(object, place, unread), unread, next }
  })
}

/**
 * As many as there is room for, in their order: the newest, and those that are gone only beside those that live or are next.
 */
export function mostOf(all: readonly HeldObject[], most: number, cursor: number): HeldObject[] {
  const matters = ({ object, next }: HeldObject) => next !== null || !isGoneAt(object, cursor)
  const kept = all.toSorted((a, b) => Number(matters(a)) - Number(matters(b))).slice(-most)
  return all.filter((each) => kept.includes(each))
}
