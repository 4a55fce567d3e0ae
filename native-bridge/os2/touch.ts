/** The bytes of OS/2's shared memory objects, which are known by their base addresses. */
import type { Sections } from '../native.ts'
import { createTouch, type Touch } from '../touch/touch.ts'
import type { Tracer } from '../trace.ts'
import { hexadecimal } from '../units.ts'
import type { HeldObjects } from './held.ts'

export type { Touch }

export const createObjectTouch = (sections: Sections, tracer: Tracer, held: HeldObjects): Touch =>
  createTouch(sections, tracer, {
    check: (base, offset, length, access) => ({
      size: held.touch(base, offset, length, access).size,
      object: hexadecimal(base),
    }),
    nameAt: (base) => hexadecimal(base),
  })
