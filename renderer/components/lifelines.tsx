/** Client, kernel and server from top to bottom in the order of time: who holds what, and what is under way. */
import { useEffect, useMemo, useRef, useState } from 'react'
import { PICTURE, toPicture } from '../focus.ts'
import { layOut, nowAt } from '../model/layout.ts'
import { useStore } from '../store.ts'
import { Arrows } from './lifelines/arrows.tsx'
import { Bands } from './lifelines/bands.tsx'
import { Ghosts, ghostHeight } from './lifelines/ghosts.tsx'
import { createLanes } from './lifelines/lanes.ts'
import { NowLine } from './lifelines/now-line.tsx'
import { Rows } from './lifelines/rows.tsx'
import { useViewport } from './use-viewport.ts'

/** How close to the now line counts as following it, in pixels. */
const NEAR = 60
/** In milliseconds. */
const FOCUS_DELAY = 60

export function Lifelines() {
  const records = useStore((state) => state.records)
  const cursor = useStore((state) => state.cursor)
  const participants = useStore((state) => state.state?.participants)
  const recording = useStore((state) => state.recording)
  const folded = useStore((state) => state.folded)
  const layout = useMemo(() => layOut(records), [records])
  const scroller = useRef<HTMLElement>(null)
  const viewport = useViewport(scroller)
  const [following, setFollowing] = useState(true)
  /** In pixels, as it was drawn last: a picture that was made smaller scrolls, though nobody has scrolled it. */
  const drawnHeight = useRef(0)

  const now = nowAt(layout, cursor)
  const ghosts =
    cursor === null ? (participants ?? []).filter(({ phase }) => phase === 'halted' || phase === 'blocked') : []
  const height = Math.max(viewport.height, layout.height + ghostHeight(ghosts) + 40)
  const lanes = createLanes(viewport.width, layout.columns)
  const end = cursor === null ? now : null

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
        <svg width={viewport.width} height={height} role="img" aria-label="Lifelines of client, kernel and server">
          <line x1={lanes.client} x2={lanes.client} y1={0} y2={height} className="life client" />
          <line x1={lanes.kernel} x2={lanes.kernel} y1={0} y2={height} className="life kernel" />
          <line x1={lanes.server} x2={lanes.server} y1={0} y2={height} className="life server" />
          {!folded && <Bands layout={layout} lanes={lanes} end={end ?? layout.height} viewport={viewport} />}
          <Arrows layout={layout} lanes={lanes} end={end ?? layout.height} viewport={viewport} />
          <Rows layout={layout} lanes={lanes} viewport={viewport} />
          {cursor !== null && (
            <rect x={0} y={now} width={viewport.width} height={Math.max(0, height - now)} className="veil" />
          )}
          <NowLine y={now} width={viewport.width} />
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
