/** Programs that nobody here has started are seen by what the kernel counts beyond those of the run. */
import type { ParticipantEvent } from '../contract/participant.ts'

type UsageEvent = ParticipantEvent & { kind: 'usage' }

/** `none`: no program that is not traced has been seen yet. `gone`: it has let go of everything again. */
export type ExternalUse = 'none' | 'there' | 'gone'

/** Returns what hears how the section of this name is used, and tells what is known of others then. */
export function createExternalUse(section: string | null): (event: UsageEvent) => ExternalUse {
  const holders = new Set<number>()
  let use: ExternalUse = 'none'

  return ({ object, change, holder, kernel }) => {
    if (object !== section) return use
    if (change === 'allocated' || change === 'got') holders.add(holder)
    if (change === 'freed' || change === 'left') holders.delete(holder)
    const others = kernel.value - holders.size
    if (others > 0) use = 'there'
    else if (use === 'there') use = 'gone'
    return use
  }
}
