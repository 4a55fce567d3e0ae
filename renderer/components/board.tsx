/** The lifelines with their heads, or the invitation to begin. */
import { useMemo, useRef, useState } from 'react'
import { createLayout } from '../model/layout.ts'
import { castOfState, useStore } from '../store.ts'
import { Heads } from './heads.tsx'
import { Idle } from './idle.tsx'
import { createLanes } from './lifelines/lanes.ts'
import { Lifelines } from './lifelines.tsx'
import { OutcomeBanner } from './outcome-banner.tsx'
import { useViewport } from './use-viewport.ts'

export function Board() {
  const started = useStore((state) => state.header !== null)
  return (
    <section className="board" aria-label="Lifelines">
      {started ? (
        <>
          <Picture />
          <OutcomeBanner />
        </>
      ) : (
        <Idle />
      )}
    </section>
  )
}

function Picture() {
  const records = useStore((state) => state.records)
  const cast = useStore(castOfState)
  const opened = useStore((state) => state.opened)
  const [layOut] = useState(createLayout)
  const layout = useMemo(() => layOut(records), [layOut, records])
  const scroller = useRef<HTMLElement>(null)
  const viewport = useViewport(scroller)
  const { width } = viewport
  const { columns, railColumns } = layout
  const lanes = useMemo(
    () => createLanes(width, { columns, railColumns }, cast, opened),
    [width, columns, railColumns, cast, opened],
  )
  return (
    <>
      <Heads cast={cast} lanes={lanes} />
      <Lifelines layout={layout} lanes={lanes} scroller={scroller} viewport={viewport} />
    </>
  )
}
