/** The setting `text` where a program stores it as a narrow string, in UTF-8, with the zero that ends it. */

/** What is wrong with one that has `room` bytes, the zero's included; null when nothing is. */
export function whatIsWrongWithText(text: string, room: number): string | null {
  if (text.includes('\0')) return 'text contains a zero, which ends a string. Allowed is any other character.'
  if (/\p{Surrogate}/u.test(text)) {
    return 'text contains half of a character, which UTF-8 cannot carry. Allowed are whole ones.'
  }
  const { length } = new TextEncoder().encode(text)
  if (length < room) return null
  return `text is ${length} bytes long in UTF-8. Allowed are ${room - 1}, as a zero ends the string.`
}
