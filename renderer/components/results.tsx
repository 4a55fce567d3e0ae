/** What the exchanges were about, one below the other, where that is what a person is after; of any length. */
import { useLayoutEffect, useRef, useState } from 'react'
import { timeOf } from '../../electron/trace/order.ts'
import { visibleRows } from '../model/visible.ts'
import { useStore } from '../store.ts'

/** As high as a row is drawn, and as many as are to be seen at a time. */
const ROW = 20
const SEEN = 9

export function Results({ cursor }: { cursor: number }) {
  const told = useStore((state) => state.told)
  const record = useStore(({ records }) => records[cursor])
  const isLatest = useStore((state) => state.cursor === null)
  const list = told?.pattern.list
  if (!told || !list || !record) return null
  const { exchanges } = told
  const count = isLatest ? exchanges.count : exchanges.begunUntil(timeOf(record))
  if (count === 0) return null
  const { heading, untitled } = list
  const titleAt = (index: number) => exchanges.at(index)?.title || untitled
  return (
    <div className="results">
      <h2>
        {heading} <small>{count.toLocaleString('en-US')}</small>
      </h2>
      <LongList label={heading} count={count} textAt={titleAt} />
    </div>
  )
}

interface LongListProps {
  readonly label: string
  readonly count: number
  textAt(index: number): string
}

/** It stays at its end as it grows, unless the person has scrolled away from there. */
function LongList({ label, count, textAt }: LongListProps) {
  const frame = useRef<HTMLElement>(null)
  const follows = useRef(true)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    if (follows.current) frame.current?.scrollTo(0, count * ROW)
  }, [count])
  function scrolled({ scrollTop, clientHeight, scrollHeight }: HTMLElement) {
    follows.current = scrollTop + clientHeight >= scrollHeight - ROW
    setTop(scrollTop)
  }
  const { from, to } = visibleRows(count, top / ROW, SEEN)
  const rows = Array.from({ length: to - from }, (_, index) => from + index)
  return (
    <section
      ref={frame}
      className="long-list"
      data-testid="results"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard
      tabIndex={0}
      style={{ maxHeight: SEEN * ROW }}
      onScroll={({ currentTarget }) => scrolled(currentTarget)}
    >
      <ol style={{ height: count * ROW }}>
        {rows.map((index) => (
          <li key={index} aria-setsize={count} aria-posinset={index + 1} style={{ top: index * ROW }}>
            <b>{(index + 1).toLocaleString('en-US')}</b> {textAt(index)}
          </li>
        ))}
      </ol>
    </section>
  )
}
