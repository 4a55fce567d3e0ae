/** Where the name of an event or a mutex stands beside its rail, turned by a quarter: never across the now line. */

/** From the top of what is in sight to where a name begins. */
const FROM_TOP = 8
/** Between the end of a name and the now line. */
const TO_NOW = 4
/** How long a letter is, in pixels: of the widest names, in presenter mode. */
const LETTER = 7

interface Beside {
  /** Where its rail begins, and ends for now. */
  readonly top: number
  readonly bottom: number
  /** Where what is in sight begins. */
  readonly sight: number
  readonly now: number
}

export interface NamePlace {
  readonly y: number
  /** Which end of the name is there. */
  readonly anchor: 'start' | 'end'
}

/** Null where there is no room for it. */
export function placeOfName(name: string, { top, bottom, sight, now }: Beside): NamePlace | null {
  const y = Math.max(top, sight) + FROM_TOP
  if (bottom - y <= FROM_TOP) return null
  const length = name.length * LETTER
  // What is yet to come is below the line.
  if (top >= now || y + length <= now - TO_NOW) return { y, anchor: 'start' }
  // Of a rail that has just begun, it reaches above it.
  return now - TO_NOW - length >= sight ? { y: now - TO_NOW, anchor: 'end' } : null
}
