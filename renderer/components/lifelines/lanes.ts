/** Where the lanes are, in pixels. */
export interface Lanes {
  readonly client: number
  readonly kernel: number
  readonly server: number
  /** Half the width of all the bands on the kernel's lane. */
  readonly reach: number
  /** The middle of one column of bands. */
  column(index: number): number
  /** The lane of a participant; null for somebody who has none. */
  of(participant: string | null): number | null
}

const MARGIN = 34
const BAND = 22
const GAP = 4
/** More objects at once than fit are drawn over each other. */
const MOST_COLUMNS = 6

export const bandWidth = BAND
export const barWidth = 12

export function createLanes(width: number, columns: number): Lanes {
  const shown = Math.min(columns, MOST_COLUMNS)
  const kernel = width / 2
  const step = BAND + GAP
  const lanes = { client: MARGIN, kernel, server: width - MARGIN }
  return {
    ...lanes,
    reach: (shown * step) / 2,
    column: (index) => kernel + ((index % MOST_COLUMNS) - (shown - 1) / 2) * step,
    of: (participant) => (participant === 'client' || participant === 'server' ? lanes[participant] : null),
  }
}
