/** Messages from their post to their receipt, and gifts into the other process. */
import type { Arrow, Gift, Stray, View } from '../../model/layout.ts'
import { bandWidth, barWidth, type Lane, type Lanes } from './lanes.ts'

interface Props {
  view: View
  lanes: Lanes
  end: number
}

const HEAD = 7
const BEND = 0.8
/** How far outside is, and half of the cross where a message died, in pixels. */
const OUTSIDE = 28
const CROSS = 4

export function Arrows({ view, lanes, end }: Props) {
  return (
    <>
      {view.gifts.map((gift) => (
        <GiftArrow key={`${gift.column} ${gift.y}`} gift={gift} lanes={lanes} />
      ))}
      {view.arrows.map((arrow) => (
        <MessageArrow key={arrow.flight.posted} arrow={arrow} lanes={lanes} end={end} />
      ))}
      {view.strays.map((stray) => (
        <StrayArrow key={stray.y} stray={stray} lanes={lanes} />
      ))}
    </>
  )
}

/** From outside the picture: whoever has posted it takes no part in the run. */
function StrayArrow({ stray: { message, to, y }, lanes }: { stray: Stray; lanes: Lanes }) {
  const lane = lanes.of(to)
  if (lane === null) return null
  const direction = lane.side === 'left' ? -1 : 1
  const tip = lane.x + (direction * barWidth) / 2
  return (
    <g className="message outside">
      <title>{`${message.name} from outside the run, mp1 ${message.mp1}, mp2 ${message.mp2}`}</title>
      <path d={`M${tip + direction * OUTSIDE},${y} H${tip + direction * HEAD}`} />
      <Head x={tip} y={y} direction={direction} className="outside" />
    </g>
  )
}

/** The direction in which an arrow enters a lane. */
export const sideOf = (from: number, to: number) => (from < to ? -1 : 1)

export function Head({ x, y, direction, className }: { x: number; y: number; direction: number; className: string }) {
  return (
    <path d={`M${x},${y} l${direction * HEAD},${-HEAD * 0.6} v${HEAD * 1.2} Z`} className={`head ${className}`} />
  )
}

/** Over the object's band, unless both stand on the same side of it. */
function shaftsOf(from: Lane, to: Lane, band: number, direction: number): [number, number][] {
  const tip = to.x + (direction * barWidth) / 2 + direction * HEAD
  if (from.side === to.side) return [[from.x, tip]]
  return [
    [from.x, band + (direction * bandWidth) / 2],
    [band - (direction * bandWidth) / 2, tip],
  ]
}

function GiftArrow({ gift, lanes }: { gift: Gift; lanes: Lanes }) {
  const from = lanes.of(gift.from)
  const to = lanes.of(gift.to)
  if (from === null || to === null || from === to) return null
  const direction = sideOf(from.x, to.x)
  const band = lanes.column(gift.column)
  return (
    <g className="gift">
      {shaftsOf(from, to, band, direction).map(([x1, x2]) => (
        <line key={x1} x1={x1} x2={x2} y1={gift.y} y2={gift.y} />
      ))}
      <Head x={to.x + (direction * barWidth) / 2} y={gift.y} direction={direction} className="memory" />
      {to.wide && (
        <text x={(band + to.x) / 2} y={gift.y - 5} textAnchor="middle">
          mapped there too
        </text>
      )}
    </g>
  )
}

function MessageArrow({ arrow, lanes, end }: { arrow: Arrow; lanes: Lanes; end: number }) {
  const { message } = arrow.flight
  const from = lanes.of(arrow.from)
  const to = lanes.of(arrow.to)
  // What a participant posts to itself, or to nobody of the run, has no way to draw.
  if (from === null || to === null || from === to) return null
  const direction = sideOf(from.x, to.x)
  const start = from.x - (direction * barWidth) / 2
  const tip = to.x + (direction * barWidth) / 2
  const y = arrow.end ?? end
  const shaft = tip + direction * HEAD
  // Level beside the lanes, where the names of the calls are, and steep between them.
  const bend = (shaft - start) * BEND
  return (
    <g className={`message ${from.tone} ${arrow.end === null ? 'under-way' : arrow.died ? 'died' : ''}`}>
      <title>{`${message.name}, 0x${message.id.toString(16).toUpperCase()}, mp1 ${message.mp1}, mp2 ${message.mp2}`}</title>
      <path d={`M${start},${arrow.start} C${start + bend},${arrow.start} ${shaft - bend},${y} ${shaft},${y}`} />
      {arrow.end !== null && !arrow.died && <Head x={tip} y={y} direction={direction} className={from.tone} />}
      {arrow.died && (
        <path className="lost" d={`M${shaft - CROSS},${y - CROSS} l8,8 m0,-8 l-8,8`}>
          <title>Nobody has told that it was taken before its queue was gone.</title>
        </path>
      )}
    </g>
  )
}
