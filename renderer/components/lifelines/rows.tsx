/** One row for each event, at the lane of whose it is. */
import { memo } from 'react'
import { actions } from '../../actions.ts'
import { fit } from '../../format.ts'
import type { Layout, PlacedRow } from '../../model/layout.ts'
import { useStore } from '../../store.ts'
import { isVisible, type Viewport } from '../use-viewport.ts'
import { barWidth, type Lanes } from './lanes.ts'

interface Props {
  layout: Layout
  lanes: Lanes
  viewport: Viewport
}

/** Widths of a character, in pixels. */
const MONO = 7.6
const SANS = 6.3
const PADDING = 12

export function Rows({ layout, lanes, viewport }: Props) {
  const cursor = useStore((state) => state.cursor)
  const selected =
    cursor === null ? layout.rows.at(-1)?.index : layout.rows.findLast(({ index }) => index <= cursor)?.index
  return (
    <>
      {layout.rows
        .filter(({ y, height }) => isVisible(viewport, y, y + height))
        .map((row) => (
          <RowView key={row.index} row={row} lanes={lanes} selected={row.index === selected} />
        ))}
    </>
  )
}

const RowView = memo(function RowView({ row, lanes, selected }: { row: PlacedRow; lanes: Lanes; selected: boolean }) {
  const lane = lanes.of(row.participant)
  const right = row.participant === 'server'
  const x = lane === null ? lanes.kernel : lane + (right ? -1 : 1) * PADDING
  const room = (lane === null ? 2 : 1) * (lanes.kernel - lanes.client - lanes.reach) - 2 * PADDING
  const anchor = lane === null ? 'middle' : right ? 'end' : 'start'
  const classes = ['row', row.weight, row.participant ?? '', row.failed ? 'failed' : '', selected ? 'now' : '']
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the details of every event are reached by the arrow keys
    <g className={classes.join(' ')} onClick={() => actions.look(row.index)} data-event={row.label}>
      <title>{`${row.participant ?? ''} ${row.label} ${row.detail}`}</title>
      <rect x={0} y={row.y} width={2 * lanes.kernel} height={row.height} className="hit" />
      {lane !== null && row.weight !== 'mark' && (
        <rect x={lane - barWidth / 2} y={row.y + 4} width={barWidth} height={row.height - 8} rx={3} className="bar" />
      )}
      {lane !== null && row.weight === 'mark' && <circle cx={lane} cy={row.y + 13} r={3.5} className="dot" />}
      <text x={x} y={row.y + (row.weight === 'call' ? 20 : 17)} textAnchor={anchor} className="label">
        {fit(row.label, room, row.weight === 'call' ? MONO : SANS)}
      </text>
      {row.weight === 'call' && (
        <text x={x} y={row.y + 36} textAnchor={anchor} className="detail">
          {fit(row.detail, room, SANS)}
        </text>
      )}
    </g>
  )
})
