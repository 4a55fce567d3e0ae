/** What a process of a race knows of an object that it may hold. */

import { LARGEST_OBJECT } from '../../os2/arena.ts'
import { NO_ERROR } from '../../os2/errors.ts'
import { PAG_WRITE } from '../../os2/flags.ts'
import { out } from '../../out.ts'
import type { Address } from '../../units.ts'
import { now } from '../../units.ts'
import type { Answer, Racer } from './kind.ts'

/** Whether this process holds it and may write it, as OS/2 says, and how many hold it, as the kernel says. */
export function look({ os2, native }: Racer, pb: Address): Answer {
  const [size, flags] = [out(LARGEST_OBJECT), out(0)]
  const holds = os2.DosQueryMem(pb, size, flags) === NO_ERROR
  const writes = holds && (flags.value & PAG_WRITE) !== 0
  return { holds: holds ? 1 : 0, writes: writes ? 1 : 0, holders: native.sections.probe(pb).value }
}

/** Waits up to so many nanoseconds: an agent needs some time to wake up. */
export function pause({ random }: Racer, longest: number) {
  const end = now() + random(longest)
  while (now() < end);
}
