/** How much is left of the time that a part or a lesson was given. */

const SECOND = 1000
const MINUTE = 60 * SECOND

/** In milliseconds; less than 0 once it is over. */
export const left = (minutes: number, began: number, now: number) => began + minutes * MINUTE - now

/** As `4:05`, also of what it is over by. */
export function clock(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / SECOND)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** What that time is: nobody is to take it for how long it has been. */
export const clockMeans = (milliseconds: number, what: string) =>
  milliseconds < 0 ? `over the time of ${what}` : `left of ${what}`
