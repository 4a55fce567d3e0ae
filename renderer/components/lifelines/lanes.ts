/** Where the lanes are, in pixels: those of the left, the kernel's, those of the right. */
import type { Side, Tone } from '../../../electron/contract/settings.ts'
import type { CastMember } from '../../../electron/trace/cast.ts'
import { wideOf } from '../../model/wide.ts'

export interface Lane {
  readonly id: string
  readonly tone: Tone
  readonly side: Side
  /** Its middle. */
  readonly x: number
  /** Whether there is room for words beside it. */
  readonly wide: boolean
  /** How much, from its middle towards the kernel. */
  readonly room: number
  /** How much words have, which may lie over the strips that stand between it and the kernel. */
  readonly words: number
  /** Whether it is a program of somebody else's: its lane is dashed, and has no calls. */
  readonly external: boolean
}

export interface Lanes {
  readonly width: number
  readonly lanes: readonly Lane[]
  readonly kernel: number
  /** Half the width of all the bands and rails on the kernel's lane. */
  readonly reach: number
  /** The middle of one column of bands, and of one of rails. */
  column(index: number): number
  rail(index: number): number
  /** The lane of a participant; null for somebody who has none. */
  of(participant: string | null): Lane | null
}

export const MARGIN = 34
const BAND = 22
const GAP = 4
/** From where the room of words ends to the nearest band, which they do not touch. */
export const TO_BAND = GAP / 2 - 1
/** More objects at once than fit are drawn over each other. */
const MOST_COLUMNS = 6

/** A rail, and its name beside it on the left. */
const RAIL = 26
const NAME = 5
const MOST_RAILS = 6

export const bandWidth = BAND
export const barWidth = 12
/** Of a lane without room for words. */
export const STRIP = 20
/** A lane with room for words has room for its own name. */
const LEAST = 70

/** How wide all strips are that stand between a wide lane and the kernel. */
function stripsBefore(cast: readonly CastMember[], wide: ReadonlySet<string>, { id, side }: CastMember): number {
  const there = cast.filter((member) => member.side === side)
  const at = there.findIndex((member) => member.id === id)
  const between = side === 'left' ? there.slice(at + 1) : there.slice(0, at)
  return wide.has(id) ? between.filter((member) => !wide.has(member.id)).length * STRIP : 0
}

/** Words have the same room everywhere, as far as that goes: who has strips before it needs less of its own. */
function roomsOf(cast: readonly CastMember[], wide: ReadonlySet<string>, free: number): ReadonlyMap<string, number> {
  const members = cast.filter(({ id }) => wide.has(id))
  const strips = members.map((member) => stripsBefore(cast, wide, member))
  const each = (free + strips.reduce((sum, width) => sum + width, 0)) / Math.max(1, members.length)
  const least = Math.min(LEAST, free / Math.max(1, members.length))
  const wanted = strips.map((width) => Math.max(least, each - width))
  const more = wanted.filter((room) => room > least)
  const excess = wanted.reduce((sum, room) => sum + room, 0) - free
  return new Map(
    members.map(({ id }, index) => {
      const room = wanted[index] ?? least
      return [id, room > least ? room - excess / Math.max(1, more.length) : room]
    }),
  )
}

export function createLanes(
  width: number,
  { columns, railColumns }: { readonly columns: number; readonly railColumns: number },
  cast: readonly CastMember[],
  opened: readonly string[],
  isLarge = false,
): Lanes {
  const wide = wideOf(cast, opened, isLarge)
  const shown = Math.min(columns, MOST_COLUMNS)
  const step = BAND + GAP
  const bands = shown * step
  const rails = Math.min(railColumns, MOST_RAILS) * RAIL
  const reach = (bands + rails) / 2
  const strips = cast.length - wide.size
  const free = width - 2 * MARGIN - 2 * reach - strips * STRIP
  const rooms = roomsOf(cast, wide, free)
  const roomOf = ({ id }: CastMember) => rooms.get(id) ?? STRIP

  const lanes: Lane[] = []
  const add = (member: CastMember, x: number) => {
    const { id, tone, side, external } = member
    const room = roomOf(member)
    lanes.push({
      id,
      tone,
      side,
      x,
      wide: wide.has(id),
      room,
      words: room + stripsBefore(cast, wide, member),
      external,
    })
  }
  let x = MARGIN
  for (const member of cast.filter(({ side }) => side === 'left')) {
    add(member, x)
    x += roomOf(member)
  }
  const kernel = x + reach
  x = kernel + reach
  for (const member of cast.filter(({ side }) => side === 'right')) {
    x += roomOf(member)
    add(member, x)
  }
  return {
    width,
    lanes,
    kernel,
    reach,
    column: (index) => kernel - reach + ((index % MOST_COLUMNS) + 0.5) * step,
    rail: (index) => kernel - reach + bands + ((index % MOST_RAILS) + 0.5) * RAIL + NAME,
    of: (participant) => lanes.find(({ id }) => id === participant) ?? null,
  }
}
