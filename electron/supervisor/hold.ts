/** Tells the participants of a run when its clock stands still, as one of them waits to be released, and goes on. */
import type { Party } from './party.ts'

/** Returns what is to be called whenever that may have changed; `isHeld` tells whether it stands still just now. */
export function createHold(parties: readonly Party[], isHeld: () => boolean): () => void {
  let told = false
  return () => {
    const held = isHeld()
    if (held === told) return
    told = held
    for (const { phase, link } of parties) if (phase !== 'ended') link?.command({ type: 'clock', held })
  }
}
