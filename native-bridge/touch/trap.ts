/** What a touch of memory raises that the operating system would have answered with an exception. */
import { hexadecimal } from '../units.ts'

export const XCPT_ACCESS_VIOLATION = 0xc000_0005
export const XCPT_GUARD_PAGE_VIOLATION = 0x8000_0001
/** What Windows ends a process with that has written behind an array on its stack: STATUS_STACK_BUFFER_OVERRUN. */
export const STACK_BUFFER_OVERRUN = 0xc000_0409

const names = new Map([
  [XCPT_ACCESS_VIOLATION, 'access violation'],
  [XCPT_GUARD_PAGE_VIOLATION, 'guard page violation'],
  [STACK_BUFFER_OVERRUN, 'stack buffer overrun'],
])

export class Trap extends Error {
  override readonly name = 'Trap'

  /** `address` is null where no address tells it. */
  constructor(
    readonly code: number,
    readonly address: number | null,
    readonly why: string,
  ) {
    const where = address === null ? '' : ` at ${hexadecimal(address)}`
    super(`${names.get(code)} ${hexadecimal(code)}${where}: ${why}`)
  }
}
