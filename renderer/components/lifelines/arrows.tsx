/** Messages from their post to their receipt, and gifts into the other process. */
import type { Arrow, Gift, Layout } from '../../model/layout.ts'
import { isVisible, type Viewport } from '../use-viewport.ts'
import { bandWidth, barWidth, type Lanes } from './lanes.ts'

interface Props {
  layout: Layout
  lanes: Lanes
  end: number
  viewport: Viewport
}

const HEAD = 7
const BEND = 0.8

export function Arrows({ layout, lanes, end, viewport }: Props) {
  return (
    <>
      {layout.gifts
        .filter(({ y }) => isVisible(viewport, y, y))
        .map((gift) => (
          <GiftArrow key={`${gift.column} ${gift.y}`} gift={gift} lanes={lanes} />
        ))}
      {layout.arrows
        .filter(({ start, end: received }) => isVisible(viewport, start, received ?? end))
        .map((arrow) => (
          <MessageArrow key={arrow.flight.posted} arrow={arrow} lanes={lanes} end={end} />
        ))}
    </>
  )
}

/** The direction in which an arrow enters a lane. */
const side = (from: number, to: number) => (from < to ? -1 : 1)

function Head({ x, y, direction, className }: { x: number; y: number; direction: number; className: string }) {
  return (
    <path d={`M${x},${y} l${direction * HEAD},${-HEAD * 0.6} v${HEAD * 1.2} Z`} className={`head ${className}`} />
  )
}

function GiftArrow({ gift, lanes }: { gift: Gift; lanes: Lanes }) {
  const from = lanes.of(gift.from)
  const to = lanes.of(gift.to)
  if (from === null || to === null) return null
  const direction = side(from, to)
  const band = lanes.column(gift.column)
  const tip = to + (direction * barWidth) / 2
  return (
    <g className="gift">
      <line x1={from} x2={band + (direction * bandWidth) / 2} y1={gift.y} y2={gift.y} />
      <line x1={band - (direction * bandWidth) / 2} x2={tip + direction * HEAD} y1={gift.y} y2={gift.y} />
      <Head x={tip} y={gift.y} direction={direction} className="memory" />
      <text x={(band + to) / 2} y={gift.y - 5} textAnchor="middle">
        mapped there too
      </text>
    </g>
  )
}

function MessageArrow({ arrow, lanes, end }: { arrow: Arrow; lanes: Lanes; end: number }) {
  const { message } = arrow.flight
  const from = lanes.of(arrow.from)
  const to = lanes.of(arrow.to)
  // What a participant posts to itself, or to nobody of the run, has no way to draw.
  if (from === null || to === null || from === to) return null
  const direction = side(from, to)
  const start = from - (direction * barWidth) / 2
  const tip = to + (direction * barWidth) / 2
  const y = arrow.end ?? end
  const shaft = tip + direction * HEAD
  // Level beside the lanes, where the names of the calls are, and steep between them.
  const bend = (shaft - start) * BEND
  return (
    <g className={`message ${arrow.from} ${arrow.end === null ? 'under-way' : ''}`}>
      <title>{`${message.name}, 0x${message.id.toString(16).toUpperCase()}, mp1 ${message.mp1}, mp2 ${message.mp2}`}</title>
      <path d={`M${start},${arrow.start} C${start + bend},${arrow.start} ${shaft - bend},${y} ${shaft},${y}`} />
      {arrow.end !== null && <Head x={tip} y={y} direction={direction} className={arrow.from} />}
    </g>
  )
}
