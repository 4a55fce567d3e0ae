/** Flags as a program's source spells them. */

/** `PAG_READ|PAG_WRITE`, with bits of no name in hexadecimal; `0` for none. */
export function namesOf(table: Readonly<Record<string, number>>, flags: number): string {
  const named = Object.entries(table).filter(([, bit]) => flags & bit)
  const rest = named.reduce((left, [, bit]) => left & ~bit, flags)
  const names = named.map(([name]) => name)
  if (rest) names.push(`0x${(rest >>> 0).toString(16).toUpperCase()}`)
  return names.join('|') || '0'
}
