/** What a step that is yet to be made would do with an object, as things stand now. */
import type { DataRecord } from '../../electron/contract/trace.ts'
import { isTouch } from '../vocabulary/memory.ts'
import { wordsOfName } from '../vocabulary/vocabulary.ts'
import type { CallWords } from '../vocabulary/words.ts'
import { participantWith } from './lives.ts'
import { countAt, objectNamed, type SharedObject } from './objects.ts'
import type { Place } from './place.ts'
import type { NextCall } from './predict.ts'
import { railsOf } from './rails.ts'
import { type Touch, touchAt } from './safety.ts'

interface Change {
  readonly does: 'takes' | 'gives' | 'frees'
  /** How many hold the object, and how many would then; the same where whose hold it is has it, or keeps it. */
  readonly from: number
  readonly to: number
}

export type Effect = {
  readonly participant: string
  readonly object: SharedObject
} & (Change | { readonly does: DataRecord['access']; readonly touch: Touch })

/** A step, with what it says beforehand that it uses. */
export interface NextStep extends NextCall {
  readonly uses?: readonly { readonly object: string }[] | undefined
}

/** The object that a step is about; undefined where it is about none, or none that has been made. */
function objectOf({ object, args, uses = [] }: NextStep, { records, cursor }: Place): SharedObject | undefined {
  for (const name of [object, args.object, args.pb, ...uses.map((use) => use.object)]) {
    const found = typeof name === 'string' ? objectNamed(records, name, cursor) : undefined
    if (found) return found
  }
  return undefined
}

/** With one handle or view less, whether a process has others left: it holds the object until the last of them. */
function keepsHold({ name }: SharedObject, participant: string, { records, cursor }: Place): boolean {
  const held = railsOf(records).handles.heldAt(name, cursor)
  const own = held.find((each) => each.participant === participant)
  return own !== undefined && own.handles + own.views > 1
}

/** How many holders more or fewer there would be. */
function changeBy(
  hold: Change['does'],
  step: NextStep,
  object: SharedObject,
  place: Place,
  words: CallWords,
): number {
  const holders = countAt(object, place.cursor)?.holders ?? []
  const pid = words.givesTo?.(step)
  const whose = pid === undefined ? step.participant : participantWith(place.records, pid)
  const has = whose !== null && holders.includes(whose)
  if (hold === 'frees') return has && !keepsHold(object, step.participant, place) ? -1 : 0
  return has ? 0 : 1
}

/** Null where a step has nothing to do with an object that has been made, or with how many hold it. */
export function effectOf(step: NextStep, place: Place): Effect | null {
  const object = objectOf(step, place)
  if (!object) return null
  const { participant, name } = step
  if (isTouch(step)) {
    const access = name === 'write' ? 'write' : 'read'
    return { participant, object, does: access, touch: touchAt(object, participant, access, place) }
  }
  const words = wordsOfName(name)
  if (words?.hold === undefined) return null
  const from = countAt(object, place.cursor)?.usage ?? 0
  if (from === 0 && words.creates) return null
  // Nobody's memory any more: whatever is to be done with it fails.
  const by = from === 0 ? 0 : changeBy(words.hold, step, object, place, words)
  return { participant, object, does: words.hold, from, to: from + by }
}
