/** Tells the participants of a run when its clock stands still, because a person holds it, and when it goes on. */
import type { Party } from './party.ts'

/** Returns what is to be called whenever that may have changed; `isHeld` tells whether it stands still at this moment. */
export function createHold(parties: readonly Party[], isHeld: () => boolean): () => void {
  let told = false
  return () => {
    const held = isHeld()
    if (held === told) return
    told = held
    for (const { phase, link } of parties) if (phase !== 'ended') link?.command({ type: 'clock', held })
  }
}
