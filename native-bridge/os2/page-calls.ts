/** OS/2's calls about the pages of memory objects. Source: Control Program Programming Reference. */

import type { Out } from '../out.ts'
import type { CallEnd } from '../trace.ts'
import { type Address, hexadecimal } from '../units.ts'
import { uses } from '../uses.ts'
import { baseOf } from './arena.ts'
import { type Caller, endOf } from './caller.ts'
import {
  ERROR_ACCESS_DENIED,
  ERROR_CROSSES_OBJECT_BOUNDARY,
  ERROR_INVALID_ADDRESS,
  ERROR_INVALID_PARAMETER,
  errorOf,
  NO_ERROR,
} from './errors.ts'
import {
  flagNames,
  fPERM,
  fPERM_ACCESS,
  PAG_BASE,
  PAG_COMMIT,
  PAG_DECOMMIT,
  PAG_DEFAULT,
  PAG_SHARED,
  PAG_WRITE,
  setMemFlagNames,
} from './flags.ts'
import type { HeldObject, HeldObjects } from './held.ts'
import { PAGE, roundToPages } from './page.ts'

export interface PageCalls {
  /**
   * Commits the pages that hold `cb` bytes from `pb` on, for every holder, or changes how this process may use them,
   * or both. Shared pages can never be decommitted. Does all or nothing. Returns 0, 5, 87, 487 or 32798.
   */
  DosSetMem(pb: Address, cb: number, flag: number): number
  /**
   * Tells about the pages from the one that holds `pb` on, as far as they are alike: `pcb` receives how many bytes
   * they have, at most what it held, and `pflag` their access and state. Returns 0, 87, or 487 for free addresses
   * (on OS/2 only low ones were observed to: above 512 MB it said PAG_FREE).
   */
  DosQueryMem(pb: Address, pcb: Out<number>, pflag: Out<number>): number
}

const SET_FLAGS = fPERM | PAG_COMMIT | PAG_DECOMMIT | PAG_DEFAULT

/** The object whose pages they are, as its holders name it. */
const objectAround = (pb: Address) => hexadecimal(baseOf(pb) ?? pb)

const isLength = (cb: number) => Number.isSafeInteger(cb) && cb > 0

/** One of PAG_COMMIT and PAG_DECOMMIT at most, and a protection with all but the latter. */
function validSet(cb: number, flag: number): boolean {
  if (!isLength(cb) || (flag & ~SET_FLAGS) !== 0) return false
  if (flag & PAG_DECOMMIT) return (flag & ~PAG_DECOMMIT) === 0
  if (flag & PAG_DEFAULT) return (flag & fPERM) === 0
  return (flag & fPERM_ACCESS) !== 0
}

interface Range {
  readonly object: HeldObject
  readonly first: number
  readonly count: number
}

export function createPageCalls(caller: Caller, held: HeldObjects): PageCalls {
  const objectAt = (pb: number) => held.all().find(({ base, size }) => pb >= base && pb < base + size)

  function rangeOf(object: HeldObject, pb: Address, cb: number): Range {
    const first = Math.floor((pb - object.base) / PAGE)
    return { object, first, count: Math.ceil((pb - object.base + cb) / PAGE) - first }
  }

  /** Why the change is refused before anything has changed; null when nothing speaks against it. */
  function refusal({ object: { pages }, first, count }: Range, flag: number): CallEnd<number> | null {
    const states = Array.from({ length: count }, (_, index) => pages.isCommitted(first + index))
    if (flag & PAG_DECOMMIT) return endOf(ERROR_ACCESS_DENIED, { undocumented: 'which error a shared page gives' })
    if (flag & PAG_COMMIT && states.includes(true)) {
      return endOf(ERROR_ACCESS_DENIED, { undocumented: 'which error a page gives that is committed already' })
    }
    if (!(flag & PAG_COMMIT) && states.includes(false)) {
      return endOf(ERROR_ACCESS_DENIED, { undocumented: 'which error a page gives that is not committed' })
    }
    if (flag & PAG_WRITE & ~pages.granted()) {
      return endOf(ERROR_ACCESS_DENIED, { undocumented: 'whether more access than was granted gives 5 or 87' })
    }
    return null
  }

  function set(pb: Address, cb: number, flag: number): CallEnd<number> {
    const object = objectAt(pb)
    if (!object) return endOf(ERROR_INVALID_ADDRESS)
    if (!validSet(cb, flag)) return endOf(ERROR_INVALID_PARAMETER, { object: object.base })
    if (pb + cb > object.base + object.size) return endOf(ERROR_CROSSES_OBJECT_BOUNDARY, { object: object.base })
    const range = rangeOf(object, pb, cb)
    return refusal(range, flag) ?? change(range, flag)
  }

  function change({ object, first, count }: Range, flag: number): CallEnd<number> {
    const { pages, base, mapping } = object
    if (flag & PAG_COMMIT) {
      if (mapping.access === 'read') {
        return endOf(ERROR_ACCESS_DENIED, { object: base, undocumented: 'whether a mere reader may commit' })
      }
      pages.commit(first, count)
    }
    const protection = flag & PAG_DEFAULT ? pages.granted() : flag & fPERM
    const refused = pages.protect(first, count, protection)
    return endOf(refused ? errorOf(refused) : NO_ERROR, { object: base })
  }

  const alike = ({ pages }: HeldObject, a: number, b: number) =>
    pages.isCommitted(a) === pages.isCommitted(b) && pages.protection(a) === pages.protection(b)

  function query(pb: Address, pcb: Out<number>, pflag: Out<number>): CallEnd<number> {
    if (!isLength(pcb.value)) return endOf(ERROR_INVALID_PARAMETER)
    const object = objectAt(pb)
    if (!object) return endOf(ERROR_INVALID_ADDRESS)
    const first = Math.floor((pb - object.base) / PAGE)
    const end = Math.min(first + roundToPages(pcb.value) / PAGE, object.size / PAGE)
    let page = first + 1
    while (page < end && alike(object, first, page)) page += 1
    pcb.value = (page - first) * PAGE
    const state = object.pages.isCommitted(first) ? PAG_COMMIT : 0
    pflag.value = object.pages.protection(first) | state | PAG_SHARED | (first === 0 ? PAG_BASE : 0)
    return endOf(NO_ERROR, { object: object.base, out: { pcb: pcb.value, pflag: flagNames(pflag.value) } })
  }

  return {
    DosSetMem: (pb, cb, flag) =>
      caller(
        'DosSetMem',
        { pb: hexadecimal(pb), cb, flag: setMemFlagNames(flag) },
        () => set(pb, cb, flag),
        uses('write', objectAround(pb)),
      ),
    DosQueryMem: (pb, pcb, pflag) =>
      caller(
        'DosQueryMem',
        { pb: hexadecimal(pb), pcb: pcb.value },
        () => query(pb, pcb, pflag),
        uses('read', objectAround(pb)),
      ),
  }
}
