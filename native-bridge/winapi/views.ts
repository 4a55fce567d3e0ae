/** The views that this process has mapped: where it may touch memory, and how. */
import type { View } from '../kernel-objects.ts'
import type { Touchable } from '../touch/touch.ts'
import { Trap, XCPT_ACCESS_VIOLATION } from '../touch/trap.ts'
import { hexadecimal } from '../units.ts'

export interface HeldView extends View {
  /** The section's name in the trace. */
  readonly object: string
}

export interface HeldViews extends Touchable {
  add(view: HeldView): void
  /** The view that an address lies in. */
  find(address: number): HeldView | undefined
  remove(view: HeldView): void
}

/** What is none would reach the kernel as some other number. */
const isSize = (value: number) => Number.isSafeInteger(value) && value >= 0

const violation = (at: number, why: string) => new Trap(XCPT_ACCESS_VIOLATION, at, why)

export function createHeldViews(): HeldViews {
  const views = new Map<number, HeldView>()
  const unmapped: HeldView[] = []

  const lies = (address: number) => (view: View) => address >= view.address && address < view.address + view.size
  const find = (address: number) => [...views.values()].find(lies(address))

  function whyNot(base: number): string {
    if (base === 0) return 'no view is at address 0: MapViewOfFile returned NULL'
    return unmapped.some(lies(base)) ? 'this process has unmapped the view' : 'no view of this process lies there'
  }

  return {
    add(view) {
      views.set(view.address, view)
    },
    find,
    nameAt: (base) => find(base)?.object ?? hexadecimal(base),
    remove(view) {
      views.delete(view.address)
      unmapped.push(view)
    },
    check(base, offset, length, access) {
      if (!isSize(base)) throw violation(0, `${base} is no address: it must be a whole number, 0 or more`)
      const view = find(base)
      if (!view) throw violation(isSize(offset) ? base + offset : base, whyNot(base))
      if (!Number.isSafeInteger(offset) || !isSize(length)) {
        const why = `${length} bytes from offset ${offset} on are none: both must be whole numbers, and 0 or more`
        throw violation(base, why)
      }
      const end = view.address + view.size
      if (base + offset < view.address || base + offset + length > end) {
        throw violation(
          Math.max(base + offset, end),
          `the view at ${hexadecimal(view.address)} has ${view.size} bytes`,
        )
      }
      if (!view.committed) throw violation(base + offset, 'the pages are reserved, but nobody has committed them')
      if (view.access === 'none') throw violation(base + offset, 'the view was mapped without any access')
      if (access === 'read-write' && view.access === 'read') {
        throw violation(base + offset, 'this process may only read the view')
      }
      return { size: end - base, object: view.object }
    },
  }
}
