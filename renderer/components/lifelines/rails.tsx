/** Events and mutexes on the kernel's lifeline: who owns one, which is set, who set it, and whom it woke. */
import type { CastMember } from '../../../electron/trace/cast.ts'
import type { RailView, View } from '../../model/layout.ts'
import { Head, sideOf } from './arrows.tsx'
import { barWidth, type Lanes } from './lanes.ts'
import { type NamePlace, placeOfName } from './rail-name.ts'

/** Widths in pixels: of a mutex that is owned, of an event that is set. */
const HELD = 10
const SET = 8
const DOT = 4
/** A stretch as high as this has room for its owner's number. */
const ROOM = 16
/** How high letters are that stand beside a rail. */
const LETTERS = 10
/** From the end of a name to the tick that leads from there to its rail. */
const TO_TICK = 4

const widthOf = ({ type }: RailView['rail']) => (type === 'event' ? SET : HELD)

interface Props {
  view: View
  lanes: Lanes
  cast: readonly CastMember[]
  names: ReadonlyMap<string, string>
  /** What is in sight begins here: names stay there. */
  top: number
  /** Where what still lives ends for now. */
  end: number
  /** Where the now line is. */
  now: number
}

/** What stands for a participant where there is room for one character: its number, or the first letter. */
export const markOf = (cast: readonly CastMember[], id: string) =>
  String(cast.find((member) => member.id === id)?.number ?? id.slice(0, 1).toUpperCase())

export function Rails({ view, lanes, cast, names, top, end, now }: Props) {
  return view.rails.map((each) => {
    const { rail } = each
    const x = lanes.rail(rail.column)
    const bottom = each.bottom ?? end
    const name = names.get(rail.name) ?? ''
    const place = placeOfName(name, { top: each.top, bottom, sight: top, now })
    const beside = LETTERS + widthOf(rail) / 2
    return (
      <g key={rail.first} className={`rail ${rail.type}`}>
        <title>{`${rail.type === 'event' ? 'Event' : 'Mutex'} ${rail.name}`}</title>
        <line x1={x} x2={x} y1={each.top} y2={bottom} className="track" />
        {place && <Tick x={x} beside={beside} place={place} />}
        <Stretches of={each} x={x} lanes={lanes} cast={cast} sight={top} end={end} />
        <Arrows of={each} x={x} lanes={lanes} />
        {place && (
          <text
            transform={`translate(${x - beside},${place.y}) rotate(90)`}
            textAnchor={place.anchor}
            className="name"
          >
            {name}
          </text>
        )}
      </g>
    )
  })
}

interface TickProps {
  readonly x: number
  /** How far from its rail the name stands. */
  readonly beside: number
  readonly place: NamePlace
}

/** The rail before it is not much farther away from a name: a tick says whose it is. */
const Tick = ({ x, beside, place: { y, anchor } }: TickProps) => (
  <path d={`M${x},${anchor === 'start' ? y - TO_TICK : y + TO_TICK - 1}h${-beside}`} className="track" />
)

type StretchProps = Pick<Props, 'lanes' | 'cast' | 'end'> & { of: RailView; x: number; sight: number }

function Stretches({ of, x, lanes, cast, sight, end }: StretchProps) {
  const width = widthOf(of.rail)
  return of.stretches.map(({ top, bottom, owner, abandoned }) => {
    const height = Math.max(3, (bottom ?? end) - top)
    // Whose it is stays in sight for as long as the stretch does.
    const says = Math.min(Math.max(top, sight), top + height - ROOM)
    const tone = lanes.of(owner)?.tone ?? ''
    return (
      <g key={top} className={abandoned ? 'stretch abandoned' : `stretch ${tone}`}>
        <rect x={x - width / 2} y={top} width={width} height={height} rx={3} />
        {(abandoned || (owner !== null && height >= ROOM)) && (
          <text x={x} y={says + 12} textAnchor="middle">
            {owner === null ? '×' : markOf(cast, owner)}
          </text>
        )}
        {of.rail.type === 'event' && bottom !== null && <circle cx={x} cy={bottom} r={DOT} className="unset" />}
      </g>
    )
  })
}

/** From who sets an event to its rail, and from a rail to whose wait it ends. */
function Arrows({ of, x, lanes }: { of: RailView; x: number; lanes: Lanes }) {
  const half = HELD / 2
  return (
    <>
      {of.signals.map(({ y, participant }) => {
        const from = lanes.of(participant)
        if (from === null) return null
        const direction = sideOf(from.x, x)
        return (
          <g key={`set ${y}`} className={`signal ${from.tone}`}>
            <line x1={from.x - (direction * barWidth) / 2} x2={x + direction * half} y1={y} y2={y} />
            <Head x={x + direction * half} y={y} direction={direction} className={from.tone} />
          </g>
        )
      })}
      {of.wakes.map(({ y, participant }) => {
        const to = lanes.of(participant)
        if (to === null) return null
        const direction = sideOf(x, to.x)
        return (
          <g key={`wakes ${y}`} className={`signal wakes ${to.tone}`}>
            <line x1={x - direction * half} x2={to.x + (direction * barWidth) / 2} y1={y} y2={y} />
            <Head x={to.x + (direction * barWidth) / 2} y={y} direction={direction} className={to.tone} />
          </g>
        )
      })}
    </>
  )
}
