/** Lets a touch that the accessor would refuse really happen, so that the kernel ends the process for it. */
import type { Sections } from '../../native-bridge/native.ts'
import type { Touch } from '../../native-bridge/os2/touch.ts'
import { Trap } from '../../native-bridge/touch/trap.ts'

/** `report` gets out what came before the end. */
export function withRealTraps(touch: Touch, sections: Sections, report: () => void): Touch {
  function orFault<T>(attempt: () => T, fault: (address: number) => void): T {
    try {
      return attempt()
    } catch (error) {
      if (error instanceof Trap && error.address !== null) {
        report()
        fault(error.address)
      }
      // Whoever is still here touched memory that something else has mapped meanwhile.
      throw error
    }
  }
  const read = (address: number) => sections.read(address, new Uint8Array(1))
  return {
    read: (...args) => orFault(() => touch.read(...args), read),
    sizeOf: (pb) => orFault(() => touch.sizeOf(pb), read),
    write: (...args) =>
      orFault(
        () => touch.write(...args),
        (address) => sections.write(address, new Uint8Array(1)),
      ),
  }
}
