/** The lifelines with their heads, or the invitation to begin. */
import { useMemo, useRef, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { createLayout } from '../model/layout.ts'
import { castOfState, openedOf, useStore } from '../store.ts'
import { Heads } from './heads.tsx'
import { HostGone } from './host-gone.tsx'
import { Idle } from './idle.tsx'
import { createLanes } from './lifelines/lanes.ts'
import { Lifelines } from './lifelines.tsx'
import { useViewport } from './use-viewport.ts'

export function Board() {
  const started = useStore((state) => state.header !== null)
  return (
    <section className="board" aria-label="Lifelines">
      {started ? <Picture /> : <Idle />}
      <HostGone />
    </section>
  )
}

function Picture() {
  const records = useStore((state) => state.records)
  const cast = useStore(castOfState)
  const opened = useStore(useShallow(openedOf))
  const presenting = useStore((state) => state.presenting)
  const startUp = useStore(({ startUpOpen }) => (startUpOpen ? 'open' : 'folded'))
  const [layOut] = useState(createLayout)
  const layout = useMemo(() => layOut(records, startUp), [layOut, records, startUp])
  const scroller = useRef<HTMLElement>(null)
  const viewport = useViewport(scroller)
  const { width } = viewport
  const folded = useStore((state) => state.folded)
  // What is folded away leaves no gap.
  const [columns, railColumns] = folded ? [0, 0] : [layout.columns, layout.railColumns]
  const lanes = useMemo(
    () => createLanes(width, { columns, railColumns }, cast, opened, presenting),
    [width, columns, railColumns, cast, opened, presenting],
  )
  return (
    <>
      <Heads cast={cast} lanes={lanes} />
      <Lifelines layout={layout} lanes={lanes} scroller={scroller} viewport={viewport} />
    </>
  )
}
