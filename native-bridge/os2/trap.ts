/** What a touch of memory raises that OS/2 would have answered with XCPT_ACCESS_VIOLATION. */
import { hexadecimal } from '../units.ts'

export const XCPT_ACCESS_VIOLATION = 0xc000_0005

export class Trap extends Error {
  override readonly name = 'Trap'
  readonly code = XCPT_ACCESS_VIOLATION

  constructor(
    readonly address: number,
    readonly why: string,
  ) {
    super(`access violation ${hexadecimal(XCPT_ACCESS_VIOLATION)} at ${hexadecimal(address)}: ${why}`)
  }
}
