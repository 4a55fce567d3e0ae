/** Every process and the kernel from top to bottom in the order of time: who holds what, and what is under way. */

import { type RefObject, useEffect, useRef, useState } from 'react'
import { PICTURE, toPicture } from '../focus.ts'
import { isInSight, scrollFor } from '../model/following.ts'
import type { Layout } from '../model/layout.ts'
import { countSteps } from '../model/steps.ts'
import { waitersAt } from '../model/waiters.ts'
import { detailOfWait, isReceipt, waitedIn } from '../model/waiting.ts'
import { awaitsQuestion, castOfState, runsFreely, useStore } from '../store.ts'
import { listed } from '../vocabulary/format.ts'
import { waitedInWords } from '../vocabulary/waits.ts'
import { HeldView, heldHeight, useHeld } from './held.tsx'
import { Arrows } from './lifelines/arrows.tsx'
import { Bands } from './lifelines/bands.tsx'
import { Ghosts, ghostHeight } from './lifelines/ghosts.tsx'
import type { Lanes } from './lifelines/lanes.ts'
import { NowLine } from './lifelines/now-line.tsx'
import { Rails } from './lifelines/rails.tsx'
import { Rows } from './lifelines/rows.tsx'
import { queueHeight, Waiters } from './lifelines/waiters.tsx'
import { useCalled } from './object-name.tsx'
import { StartUpButton } from './start-up.tsx'
import { useTelling } from './use-telling.ts'
import type { Scrolled } from './use-viewport.ts'

/** What is left below everything, in pixels. */
const REST = 40
/** How far the word “now” reaches below its line, in pixels. */
const NOW = 20
/** A picture that is lower has no room for more than the most needful, in pixels. */
const LOW = 300
/** In milliseconds. */
const FOCUS_DELAY = 60

/** What a person scrolls with. */
const SCROLLING = ['wheel', 'touchmove', 'pointerdown', 'keydown']

/**
 * Whether it was a person who has scrolled: a picture that was made smaller, or whose content was, scrolls as well, though
 * nobody wants to look elsewhere.
 */
function useScrolledByPerson(scroller: RefObject<HTMLElement | null>): RefObject<boolean> {
  const isScrolled = useRef(false)
  useEffect(() => {
    const element = scroller.current
    const note = () => {
      isScrolled.current = true
    }
    for (const event of SCROLLING) element?.addEventListener(event, note, { passive: true })
    return () => {
      for (const event of SCROLLING) element?.removeEventListener(event, note)
    }
  }, [scroller])
  return isScrolled
}

interface Props {
  layout: Layout
  lanes: Lanes
  scroller: RefObject<HTMLElement | null>
  viewport: Scrolled
}

export function Lifelines({ layout, lanes, scroller, viewport }: Props) {
  const cursor = useStore((state) => state.cursor)
  const records = useStore((state) => state.records)
  const cast = useStore(castOfState)
  const participants = useStore((state) => state.state?.participants)
  const recording = useStore((state) => state.recording)
  const folded = useStore((state) => state.folded)
  const held = useHeld(viewport.height < LOW, viewport.width)
  const called = useCalled()
  const telling = useTelling()
  const timesOf = (index: number) => {
    const times = isReceipt(records[index]) ? waitedIn(records, index, telling) : null
    return times && waitedInWords(times)
  }
  const hurries = useStore((all) => all.state !== null && runsFreely(all.state) && !awaitsQuestion(all))
  // What the class is to predict is not to be read off a recording.
  const hidden = useStore((all) => all.predicting && all.recording !== null && all.cursor !== null)
  const { scrollTo } = viewport
  const [following, setFollowing] = useState(true)
  const isScrolled = useScrolledByPerson(scroller)

  const now = layout.nowAt(cursor)
  const ghosts =
    cursor === null ? (participants ?? []).filter(({ phase }) => phase === 'halted' || phase === 'blocked') : []
  const queues = folded
    ? []
    : layout.railsAt(cursor).map((rail) => ({ rail, waiters: waitersAt(rail, records, cursor, participants ?? []) }))
  const under = Math.max(ghostHeight(ghosts, lanes), queueHeight(queues), NOW)
  const below = under + heldHeight(held) + REST
  const height = Math.max(viewport.height, layout.height + below)
  const selected = layout.rowAt(cursor ?? Number.MAX_SAFE_INTEGER)
  // Of a start-up that is folded away.
  const isFolded = selected?.height === 0
  const lookedAt = cursor === null ? now : (selected?.y ?? now)
  const sight = { lookedAt, now, bottom: now + below, least: now + below - REST }
  const top = following ? scrollFor(viewport, sight) : viewport.top
  // A screen more above and below, for who scrolls; nobody does where a run hurries by.
  const more = hurries && following && cursor === null ? 0 : viewport.height
  const bottom = top + viewport.height + more
  const view = layout.view(top - more, hidden ? Math.min(bottom, now - 1) : bottom)

  const scrolledTo = useRef(0)
  useEffect(() => {
    scrollTo(top)
    if (following) scrolledTo.current = top
  })

  // What is looked at comes into view, also when the picture has another size.
  useEffect(() => {
    isScrolled.current = false
    setFollowing(true)
  }, [cursor, viewport.height, isScrolled])

  // Who has begun a run goes on with its keys, unless something else has the focus by now.
  useEffect(() => {
    if (document.activeElement === document.body) toPicture()
  }, [])

  // Where the keys are wanted next; whatever opened the recording takes the focus back a moment after it.
  useEffect(() => {
    if (recording === null) return
    const timer = setTimeout(toPicture, FOCUS_DELAY)
    return () => clearTimeout(timer)
  }, [recording])

  function onScroll(event: React.UIEvent<HTMLElement>) {
    if (!isScrolled.current) return
    const { scrollTop, clientHeight } = event.currentTarget
    // It was not a person who has scrolled there; by now far more may have happened than can be seen from there.
    if (following && Math.abs(scrollTop - scrolledTo.current) <= 1) return
    setFollowing(isInSight({ top: scrollTop, height: clientHeight }, sight))
  }

  return (
    <div className="canvas-frame">
      <section
        id={PICTURE}
        className="canvas"
        ref={scroller}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard
        tabIndex={0}
        aria-label="Events in time order"
      >
        {layout.startUp && (
          <StartUpButton
            row={layout.startUp}
            now={isFolded}
            at={isFolded && cursor !== null ? Math.min(countSteps(records, cursor), layout.startUp.count) : null}
          />
        )}
        <svg
          width={viewport.width}
          height={height}
          role="img"
          aria-label={`Lifelines of the kernel and ${listed(lanes.lanes.map(({ id }) => id))}`}
        >
          <line x1={lanes.kernel} x2={lanes.kernel} y1={0} y2={height} className="life kernel" />
          {lanes.lanes.map(({ id, x, tone, external }) => (
            <line
              key={id}
              x1={x}
              x2={x}
              y1={0}
              y2={height}
              className={`life ${tone}${external ? ' external' : ''}`}
            />
          ))}
          {!folded && <Bands view={view} lanes={lanes} end={layout.height} />}
          {!folded && (
            <Rails
              view={view}
              lanes={lanes}
              cast={cast}
              names={layout.names}
              top={top}
              end={layout.height}
              now={now}
            />
          )}
          <Arrows view={view} lanes={lanes} end={layout.height} />
          <Rows
            rows={view.rows}
            lanes={lanes}
            selected={selected}
            names={layout.names}
            called={called}
            timesOf={timesOf}
            detailOf={(row) => detailOfWait(records, row.index, telling) ?? row.detail}
          />
          {cursor !== null && (
            <rect
              x={0}
              y={now}
              width={viewport.width}
              height={Math.max(0, height - now)}
              className={hidden ? 'veil hiding' : 'veil'}
            />
          )}
          <NowLine y={now} width={viewport.width} />
          <Waiters queues={queues} lanes={lanes} cast={cast} y={now} />
          <Ghosts participants={ghosts} lanes={lanes} y={now} names={layout.names} />
        </svg>
      </section>
      <HeldView
        held={held}
        cursor={cursor ?? records.length - 1}
        top={Math.max(0, Math.min(now + under - top, viewport.height - heldHeight(held)))}
      />
      {!following && (
        <button type="button" className="back-to-now" onClick={() => setFollowing(true)}>
          Back to now
        </button>
      )}
    </div>
  )
}
