/** Where the picture is scrolled to, so that what is looked at is in view. All in pixels of the picture. */

/** How close to the upper edge it may come. */
const NEAR = 60

export interface Window {
  readonly scrollTop: number
  readonly clientHeight: number
}

export interface Sight {
  /** The top of the row that is looked at, which may lie far above the now line; the now line itself at the latest event. */
  readonly top: number
  /** The now line. */
  readonly now: number
  /** Below what is known to come next. */
  readonly bottom: number
}

/** What stays where it is as long as all is in view; where there is no room for all, what is looked at is. */
export function scrollFor({ scrollTop, clientHeight }: Window, { top, now, bottom }: Sight): number {
  const down = Math.max(scrollTop, bottom - clientHeight)
  if (top >= down + NEAR) return down
  return Math.max(0, Math.min(top - NEAR, now - clientHeight / 2))
}

/** Whether who has scrolled still sees it, or almost. */
export const isInSight = ({ scrollTop, clientHeight }: Window, { top }: Sight) =>
  top <= scrollTop + clientHeight + NEAR && top >= scrollTop
