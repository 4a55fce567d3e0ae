/** What both programs of double-number have to know: names, size, and what lies in the memory. */
import { structure } from '../../../native-bridge/structure.ts'
import type { Touch } from '../../../native-bridge/touch/touch.ts'

export const MEMORY = 'Local\\double-number'
/** Set by the asker: the number is there. */
export const ASKED = 'Local\\double-number-asked'
/** Set by the doubler: the answer is there. */
export const DOUBLED = 'Local\\double-number-doubled'

const NUMBER = structure('NUMBER', { value: 'u32' })

/** In bytes. */
export const SIZE = NUMBER.size

export function readNumber(views: Touch, at: number): number {
  const bytes = views.read(at, 0, SIZE, (read) => NUMBER.describe(NUMBER.read(read)))
  return NUMBER.read(bytes).value
}

export function writeNumber(views: Touch, at: number, value: number) {
  const bytes = Buffer.alloc(SIZE)
  NUMBER.write(bytes, { value })
  views.write(at, 0, bytes, NUMBER.describe({ value }))
}
