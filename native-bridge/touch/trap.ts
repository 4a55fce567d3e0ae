/** What a touch of memory raises that the operating system would have answered with an exception. */
import { hexadecimal } from '../units.ts'

export const XCPT_ACCESS_VIOLATION = 0xc000_0005
export const XCPT_GUARD_PAGE_VIOLATION = 0x8000_0001

const names = new Map([
  [XCPT_ACCESS_VIOLATION, 'access violation'],
  [XCPT_GUARD_PAGE_VIOLATION, 'guard page violation'],
])

export class Trap extends Error {
  override readonly name = 'Trap'

  constructor(
    readonly code: number,
    readonly address: number,
    readonly why: string,
  ) {
    super(`${names.get(code)} ${hexadecimal(code)} at ${hexadecimal(address)}: ${why}`)
  }
}
