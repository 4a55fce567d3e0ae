/** Every process and the kernel from top to bottom in the order of time: who holds what, and what is under way. */
import { type RefObject, useEffect, useRef, useState } from 'react'
import { PICTURE, toPicture } from '../focus.ts'
import type { Layout } from '../model/layout.ts'
import { useStore } from '../store.ts'
import { Arrows } from './lifelines/arrows.tsx'
import { Bands } from './lifelines/bands.tsx'
import { Ghosts, ghostHeight } from './lifelines/ghosts.tsx'
import type { Lanes } from './lifelines/lanes.ts'
import { NowLine } from './lifelines/now-line.tsx'
import { Rows } from './lifelines/rows.tsx'
import type { Viewport } from './use-viewport.ts'

/** How close to the now line counts as following it, in pixels. */
const NEAR = 60
/** In milliseconds. */
const FOCUS_DELAY = 60

const listed = (names: string[]) => new Intl.ListFormat('en').format(names)

interface Props {
  layout: Layout
  lanes: Lanes
  scroller: RefObject<HTMLElement | null>
  viewport: Viewport
}

export function Lifelines({ layout, lanes, scroller, viewport }: Props) {
  const cursor = useStore((state) => state.cursor)
  const participants = useStore((state) => state.state?.participants)
  const recording = useStore((state) => state.recording)
  const folded = useStore((state) => state.folded)
  const [following, setFollowing] = useState(true)
  /** In pixels, as it was drawn last: a picture that was made smaller scrolls, though nobody has scrolled it. */
  const drawnHeight = useRef(0)

  const now = layout.nowAt(cursor)
  const ghosts =
    cursor === null ? (participants ?? []).filter(({ phase }) => phase === 'halted' || phase === 'blocked') : []
  const height = Math.max(viewport.height, layout.height + ghostHeight(ghosts) + 40)
  // A screen more above and below, for who scrolls.
  const view = layout.view(viewport.top - viewport.height, viewport.top + 2 * viewport.height)
  const selected = layout.rowAt(cursor ?? Number.MAX_SAFE_INTEGER)

  useEffect(() => {
    const element = scroller.current
    if (element) drawnHeight.current = element.clientHeight
    if (!element || !following) return
    const bottom = now + ghostHeight(ghosts) + 40
    if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight
    else if (now < element.scrollTop + NEAR) element.scrollTop = Math.max(0, now - element.clientHeight / 2)
  })

  // What is looked at comes into view, also when the picture has another size.
  useEffect(() => setFollowing(true), [cursor, viewport.height])

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
    const { scrollTop, clientHeight } = event.currentTarget
    if (clientHeight !== drawnHeight.current) return
    setFollowing(now <= scrollTop + clientHeight + NEAR && now >= scrollTop)
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
        <svg
          width={viewport.width}
          height={height}
          role="img"
          aria-label={`Lifelines of the kernel and ${listed(lanes.lanes.map(({ id }) => id))}`}
        >
          <line x1={lanes.kernel} x2={lanes.kernel} y1={0} y2={height} className="life kernel" />
          {lanes.lanes.map(({ id, x, tone }) => (
            <line key={id} x1={x} x2={x} y1={0} y2={height} className={`life ${tone}`} />
          ))}
          {!folded && <Bands view={view} lanes={lanes} end={layout.height} />}
          <Arrows view={view} lanes={lanes} end={layout.height} />
          <Rows rows={view.rows} lanes={lanes} selected={selected} />
          {cursor !== null && (
            <rect x={0} y={now} width={viewport.width} height={Math.max(0, height - now)} className="veil" />
          )}
          <NowLine y={now} width={viewport.width} kernel={lanes.kernel} />
          <Ghosts participants={ghosts} lanes={lanes} y={now} />
        </svg>
      </section>
      {!following && (
        <button type="button" className="back-to-now" onClick={() => setFollowing(true)}>
          Back to now
        </button>
      )}
    </div>
  )
}
