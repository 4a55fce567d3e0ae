/** How much is left of the time that a part or a lesson was given. */

const SECOND = 1000
const MINUTE = 60 * SECOND

/** In milliseconds; less than 0 once it is over. */
export const left = (minutes: number, began: number, now: number) => began + minutes * MINUTE - now

/** As `4:05`, and `1:10 over` once it is over. */
export function clock(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / SECOND)
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return milliseconds < 0 ? `${text} over` : text
}
