/** A border between two panes that can be moved: with the pointer, or with the arrows; a double click or Enter puts it back. */
import { type KeyboardEvent, useRef } from 'react'
import { useMove } from 'react-aria'
import { moved, type Parting, part, sharesOf, usePanes } from '../panes.ts'

/** What an arrow moves, in pixels. */
const STEP = 16

/** The panes in their order, and how small they may become, in pixels. */
const KINDS = {
  columns: { panes: 'main > :is(.source, .board, .state)', side: 'width', least: [220, 400, 250] },
  rows: { panes: '.state > section', side: 'height', least: [90, 90] },
} as const

interface Props {
  parting: Parting
  /** Of the pane before it. */
  index: number
  label: string
}

export function Splitter({ parting, index, label }: Props) {
  const { panes, side, least } = KINDS[parting]
  const shares = usePanes((state) => state[parting])
  /** Where it would be if there was room without end. */
  const pulled = useRef<{ readonly from: readonly number[]; by: number } | null>(null)
  const sizes = () => [...document.querySelectorAll(panes)].map((pane) => pane.getBoundingClientRect()[side])
  const isColumns = parting === 'columns'
  const { moveProps } = useMove({
    onMoveStart() {
      pulled.current = { from: sizes(), by: 0 }
    },
    onMove({ deltaX, deltaY, pointerType }) {
      if (!pulled.current) return
      pulled.current.by += (isColumns ? deltaX : deltaY) * (pointerType === 'keyboard' ? STEP : 1)
      part(parting, sharesOf(moved(pulled.current.from, index, pulled.current.by, least)))
    },
  })
  const reset = () => part(parting, null)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule of text cannot be moved
    <div
      {...moveProps}
      role="separator"
      className={`splitter ${parting}`}
      tabIndex={0}
      aria-label={label}
      aria-orientation={isColumns ? 'vertical' : 'horizontal'}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(shares?.slice(0, index + 1).reduce((sum, share) => sum + share, 0) ?? 0)}
      aria-valuetext={shares === null ? 'as it is by itself' : undefined}
      title="Drag, or move with the arrows; a double click or Enter puts it back"
      // Who drags it goes on with the keys of the picture.
      onMouseDown={(event) => event.preventDefault()}
      onDoubleClick={reset}
      onKeyDown={(event: KeyboardEvent) => (event.key === 'Enter' ? reset() : moveProps.onKeyDown?.(event as never))}
    />
  )
}
