/** Where the picture is scrolled to, so that what is looked at is in view. All in pixels of the picture. */

/** How close to the upper edge it may come. */
const NEAR = 60

/** What can be seen of the picture. */
interface Seen {
  readonly top: number
  readonly height: number
}

export interface Sight {
  /** The top of the row that is looked at, which may lie far above the now line; the now line itself at the latest event. */
  readonly lookedAt: number
  /** The now line. */
  readonly now: number
  /** Below what is known to come next. */
  readonly bottom: number
  /** Below what must be seen with the now line; the now line itself where it is not told. */
  readonly least?: number
}

/** Stays where it is as long as all is in view; where there is no room for all, what is looked at is. */
export function scrollFor({ top, height }: Seen, { lookedAt, now, bottom, least = now }: Sight): number {
  const down = Math.max(top, bottom - height)
  if (lookedAt >= down + NEAR) return down
  const middle = Math.max(0, Math.min(lookedAt - NEAR, now - height / 2))
  // Not so far up that what is looked at goes out of sight at the other end.
  return least - height <= lookedAt ? Math.max(middle, least - height) : middle
}

/** Whether who has scrolled still sees it, or almost. */
export const isInSight = ({ top, height }: Seen, { lookedAt }: Sight) =>
  lookedAt <= top + height + NEAR && lookedAt >= top
