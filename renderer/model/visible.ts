/** Which rows of a list are to be seen: no others are drawn, however long it is. */
export interface Visible {
  /** From this row on, up to but without that one. */
  readonly from: number
  readonly to: number
}

/** Rows above and below that are drawn as well, so that none is missing while it is scrolled. */
const MARGIN = 5

/** `top` is how far it is scrolled, and `height` how much is to be seen, in units of rows. */
export function visibleRows(count: number, top: number, height: number): Visible {
  const from = Math.max(0, Math.min(count, Math.floor(top) - MARGIN))
  return { from, to: Math.max(from, Math.min(count, Math.ceil(top + height) + MARGIN)) }
}
