/** One row for each event, at the lane of whose it is. */
import { memo } from 'react'
import { actions } from '../../actions.ts'
import type { PlacedRow } from '../../model/layout.ts'
import { fit } from '../../vocabulary/format.ts'
import type { Called } from '../object-name.tsx'
import { barWidth, type Lane, type Lanes, MARGIN, TO_BAND } from './lanes.ts'
import { inMono, inSans } from './letters.ts'

interface Props {
  rows: readonly PlacedRow[]
  lanes: Lanes
  /** The row of the event that is looked at. */
  selected: PlacedRow | undefined
  /** Names as the picture shows them. */
  names: ReadonlyMap<string, string>
  called: Called
  /** How long the receipt of a message waited, and the message; null for all other events. */
  timesOf: (index: number) => string | null
  detailOf: (row: PlacedRow) => string
}

/** In pixels. */
const PADDING = 10

export const Rows = ({ rows, lanes, selected, names, called, timesOf, detailOf }: Props) =>
  rows.map((row) => (
    <RowView
      key={row.index}
      row={row}
      lanes={lanes}
      selected={row === selected}
      detail={withNames(detailOf(row), row.index, names, called)}
      times={timesOf(row.index)}
    />
  ))

const ADDRESS = /(?:^|(?<=→ ))0x[0-9A-F]{8}/

/** What all names begin with would leave no room for the rest; before an address stands what lies there. */
function withNames(detail: string, index: number, names: ReadonlyMap<string, string>, called: Called): string {
  const words = detail.split(' ').map((word) => names.get(word) ?? word)
  return words.join(' ').replace(ADDRESS, (address) => [called(address, index), address].filter(Boolean).join(' '))
}

interface RowProps extends Pick<Props, 'lanes'> {
  row: PlacedRow
  selected: boolean
  /** Its detail, as the picture shows it. */
  detail: string
  times: string | null
}

/** Where words begin, and to which side of the lane they stand: towards the kernel; what is nobody's in the middle. */
export function wordsAt(lane: Lane | null, { width, reach }: Pick<Lanes, 'width' | 'reach'>) {
  if (!lane) return { x: width / 2, anchor: 'middle', room: width - 2 * (MARGIN + reach + PADDING) } as const
  const right = lane.side === 'right'
  const anchor = right ? 'end' : 'start'
  return { x: lane.x + (right ? -1 : 1) * PADDING, anchor, room: lane.words - PADDING + TO_BAND } as const
}

const RowView = memo(function RowView({ row, lanes, selected, detail, times }: RowProps) {
  const lane = lanes.of(row.participant)
  const { x, anchor, room } = wordsAt(lane, lanes)
  const says = lane?.wide !== false
  const is = row.failed ? 'failed' : row.timedOut ? 'timed-out' : ''
  const classes = ['row', row.weight, lane?.tone ?? '', is, row.bySystem ? 'by-system' : '', selected ? 'now' : '']
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the details of every event are reached by the arrow keys
    <g className={classes.join(' ')} onClick={() => actions.look(row.index)} data-event={row.label}>
      <title>{[row.participant ?? '', row.label, detail, times].filter((each) => each !== null).join(' ')}</title>
      <rect x={0} y={row.y} width={lanes.width} height={row.height} className="hit" />
      {lane !== null && row.weight !== 'mark' && (
        <rect
          x={lane.x - barWidth / 2}
          y={row.y + 4}
          width={barWidth}
          height={row.height - 8}
          rx={3}
          className="bar"
        />
      )}
      {lane !== null && row.weight === 'mark' && <circle cx={lane.x} cy={row.y + 13} r={3.5} className="dot" />}
      {says && (
        <text x={x} y={row.y + (row.weight === 'call' ? 20 : 17)} textAnchor={anchor} className="label">
          {fit(row.label, room, row.weight === 'call' ? inMono : inSans)}
          {times !== null && <tspan className="taken"> {detail.split(' ', 1)}</tspan>}
        </text>
      )}
      {says && row.weight === 'call' && (
        <text x={x} y={row.y + 36} textAnchor={anchor} className="detail">
          {fit(row.bySystem ? `by the system · ${detail}` : (times ?? detail), room, inSans)}
        </text>
      )}
    </g>
  )
})
