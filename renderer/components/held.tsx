/** At the now line, always in sight: each object by its name, who holds it, and what comes of a free or a touch. */

import { useShallow } from 'zustand/react/shallow'
import type { RunState } from '../../electron/contract/service.ts'
import type { CastMember } from '../../electron/trace/cast.ts'
import { isSecret } from '../lessons/give.ts'
import type { NextStep } from '../model/effects.ts'
import { type HeldObject, heldAt, mostOf, nextSteps } from '../model/held.ts'
import { countAt, isGoneAt } from '../model/objects.ts'
import type { Judgement } from '../model/safety.ts'
import { castOfState, type State, toneOf, useStore } from '../store.ts'
import { nextInWords, safetyInWords, signs } from '../vocabulary/safety.ts'
import { timersInWords } from '../vocabulary/waits.ts'
import { Breakable } from './breakable.tsx'
import { ObjectName } from './object-name.tsx'

/** In pixels: of a line, and around all of them. */
const LINE = 19
const AROUND = 13
/** More objects than these are counted. */
const MOST = 3
const MOST_LOW = 2
/** Of one object; of more holders those that are numbered are told by their numbers. */
const MOST_NAMED = 3
/** In pixels: left and right of it, and of a character of a sentence at most, as words are not parted. */
const BESIDE = 18
const CHARACTER = 6.8

/** Whoever has not ended is in a call that waits in the kernel. */
const allWait = ({ participants }: RunState) =>
  participants.every(({ phase }) => phase === 'blocked' || phase === 'ended')

export interface Held {
  readonly objects: readonly HeldObject[]
  /** Those of them of which it is told what comes of a free or a touch: where there is room, all. */
  readonly told: readonly HeldObject[]
  /** How many there are besides. */
  readonly more: number
  /** What is said of timers; null where none could run. */
  readonly timers: string | null
  /** For the last row, how a run ended that did not end well, and how many lines that has; null where it is not told here. */
  readonly ending: { readonly text: string; readonly lines: number } | null
}

export const heldHeight = ({ objects, told, more, timers, ending }: Held) => {
  const lines = objects.length + told.length + (more > 0 ? 1 : 0) + (timers === null ? 0 : 1) + (ending?.lines ?? 0)
  return lines === 0 ? 0 : lines * LINE + AROUND
}

/** Beside the picture there is room for the points to remember alone; a good end has its sentence in the strip. */
function endingAt({ presenting, cursor, records }: State, width: number): Held['ending'] {
  const last = records.at(-1)
  if (!presenting || cursor !== null || last?.kind !== 'outcome' || last.ok) return null
  return { text: last.text, lines: Math.ceil((last.text.length * CHARACTER) / (width - 2 * BESIDE)) }
}

/** What is to be told at the event that is looked at; `isLow` where there is little room, `width` in pixels. */
export function useHeld(isLow: boolean, width: number): Held {
  const records = useStore((state) => state.records)
  const cursor = useStore((state) => state.cursor)
  const run = useStore((state) => state.state)
  const cast = useStore(castOfState)
  const place = { records, cursor: cursor ?? records.length - 1, cast }
  const steps = nextSteps(records, cursor, run?.participants ?? [])
  const all = heldAt(place, steps)
  const timers =
    cursor === null && run?.live === true ? timersInWords(run.policy.mode, !run.held && allWait(run)) : null
  const objects = mostOf(all, isLow ? MOST_LOW : MOST, place.cursor)
  const ending = useStore(useShallow((state) => endingAt(state, width)))
  const told = ending ? [] : isLow ? mostToTell(objects, steps, place.cursor) : objects
  return { objects, told, more: all.length - objects.length, timers: isLow ? null : timers, ending }
}

/** The one that something is about to become of, before all others by whose turn it is; or that has not been read; or lives. */
function mostToTell(
  objects: readonly HeldObject[],
  steps: readonly NextStep[],
  cursor: number,
): readonly HeldObject[] {
  const [next] = steps.flatMap((step) => objects.find((each) => each.next?.participant === step.participant) ?? [])
  const lives = ({ object }: HeldObject) => !isGoneAt(object, cursor)
  const one = next ?? objects.findLast(({ unread }) => unread !== null) ?? objects.findLast(lives) ?? objects.at(-1)
  return one ? [one] : []
}

interface Props {
  readonly held: Held
  readonly cursor: number
  /** In pixels from the top of what is in sight. */
  readonly top: number
}

export function HeldView({ held, cursor, top }: Props) {
  const height = heldHeight(held)
  if (height === 0) return null
  return (
    <section className="held" style={{ transform: `translateY(${top}px)`, height }} aria-label="Who holds what now">
      {/* Above the objects, so that it does not move as they come and go. */}
      {held.timers !== null && <p>{held.timers}</p>}
      {held.ending && (
        <p className="ending" style={{ height: held.ending.lines * LINE }}>
          <Breakable text={held.ending.text} />
        </p>
      )}
      <ul>
        {held.objects.map((each) => (
          <HeldItem key={each.object.first} held={each} cursor={cursor} tells={held.told.includes(each)} />
        ))}
      </ul>
      {held.more > 0 && <p>and {held.more === 1 ? '1 object' : `${held.more} objects`} more, in the state beside</p>}
    </section>
  )
}

const GONE = 'nobody may touch it any more'

function HeldItem({ held, cursor, tells }: { held: HeldObject; cursor: number; tells: boolean }) {
  const cast = useStore(castOfState)
  const { object } = held
  const count = countAt(object, cursor)
  // That nobody may touch it is nobody's mistake, unless somebody is about to.
  const isOver = count?.usage === 0 && held.next === null
  return (
    <li>
      <p className="what">
        <ObjectName object={object} />
        {count?.holders.map((id) => (
          <span key={id} className={`holder ${toneOf(cast, id)}`} title={id}>
            <Holder id={id} short={count.holders.length > MOST_NAMED ? numberOf(cast, id) : null} />
          </span>
        ))}
        <span className="sum">= {count?.usage ?? 0}</span>
        {count?.usage === 0 && <span className="gone">destroyed</span>}
      </p>
      {tells && (isOver ? <p className="may">{GONE}</p> : <Why held={held} />)}
    </li>
  )
}

const numberOf = (cast: readonly CastMember[], id: string) => {
  const number = cast.find((member) => member.id === id)?.number ?? null
  return number !== null && id.endsWith(`-${number}`) ? String(number) : null
}

/** By its number, as its lane, where there is no room for all names. */
const Holder = ({ id, short }: { id: string; short: string | null }) =>
  short === null ? (
    id
  ) : (
    <>
      <span className="visually-hidden">{id.slice(0, -short.length)}</span>
      {short}
    </>
  )

/** What weighs most: that somebody has not read what was written for one of several, or not got it. */
function gravest({ safety, unread }: HeldObject): { readonly is: Judgement } | undefined {
  if (unread?.reader === null) return { is: 'not-yet' }
  return safety.find(({ is }) => is === 'not-yet') ?? safety[0]
}

/** Nothing while the class is asked what will become of it. */
function Why({ held }: { held: HeldObject }) {
  const { safety, unread, next } = held
  if (useStore(isSecret)) return <p className="may" />
  const own = next && safety.find(({ participant }) => participant === next.participant)
  const is = next && 'touch' in next ? next.touch.is : ((next?.does === 'frees' && own) || gravest(held))?.is
  // Where the next step touches or frees it, or changes nothing, that is all there is to tell.
  const isAll = next !== null && ('touch' in next || next.does === 'frees' || next.from === next.to)
  const sentences = isAll ? [] : safetyInWords(safety, unread)
  const text = [...(next ? [nextInWords(next, own)] : []), ...sentences].join(' · ')
  return (
    <p className={`may ${is ?? ''}`} title={text}>
      <i aria-hidden>{is && signs[is]}</i> {text}
    </p>
  )
}
