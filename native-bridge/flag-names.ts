/** Flags as a program's source spells them. */
import { remembered } from './remembered.ts'

type Table = Readonly<Record<string, number>>

/** `PAG_READ|PAG_WRITE`, with bits of no name in hexadecimal; `0` for none. */
function namesOf(table: Table, flags: number): string {
  const named = Object.entries(table).filter(([, bit]) => flags & bit)
  const rest = named.reduce((left, [, bit]) => left & ~bit, flags)
  const names = named.map(([name]) => name)
  if (rest) names.push(`0x${(rest >>> 0).toString(16).toUpperCase()}`)
  return names.join('|') || '0'
}

const MOST_SPELLED = 256

/** Returns what spells flags by the bits of `table`, or by one name where they are all of a value of `whole`. */
export function spelling(table: Table, whole: Table = {}): (flags: number) => string {
  const wholeNames = new Map(Object.entries(whole).map(([name, value]) => [value, name]))
  return remembered(MOST_SPELLED, (flags) => wholeNames.get(flags) ?? namesOf(table, flags))
}
