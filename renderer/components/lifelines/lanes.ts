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

export function createLanes(
  width: number,
  { columns, railColumns }: { readonly columns: number; readonly railColumns: number },
  cast: readonly CastMember[],
  opened: readonly string[],
): Lanes {
  const wide = wideOf(cast, opened)
  const shown = Math.min(columns, MOST_COLUMNS)
  const step = BAND + GAP
  const bands = shown * step
  const rails = Math.min(railColumns, MOST_RAILS) * RAIL
  const reach = (bands + rails) / 2
  const strips = cast.length - wide.size
  const room = (width - 2 * MARGIN - 2 * reach - strips * STRIP) / Math.max(1, wide.size)
  const roomOf = ({ id }: CastMember) => (wide.has(id) ? room : STRIP)

  const lanes: Lane[] = []
  const add = (member: CastMember, x: number) => {
    const { id, tone, side } = member
    lanes.push({ id, tone, side, x, wide: wide.has(id), room: roomOf(member) })
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
