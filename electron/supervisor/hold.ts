/** Tells the participants of a run when its clock stands still, as one of them waits to be released, and goes on. */
import type { Party } from './party.ts'

export interface Hold {
  /** To be called whenever that may have changed. */
  look(): void
  /** For how long the clock has stood still so far, in milliseconds. */
  stood(): number
}

/** `isHeld` tells whether it stands still just now. */
export function createHold(parties: readonly Party[], isHeld: () => boolean): Hold {
  let told = false
  let before = 0
  let since = 0
  return {
    look() {
      const held = isHeld()
      if (held === told) return
      told = held
      if (held) since = performance.now()
      else before += performance.now() - since
      for (const { phase, link } of parties) if (phase !== 'ended') link?.command({ type: 'clock', held })
    },
    stood: () => before + (told ? performance.now() - since : 0),
  }
}
