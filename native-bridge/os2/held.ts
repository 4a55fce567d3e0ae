/** The shared memory objects that this process holds: its context records, in OS/2's words. */
import type { Access, HeldName, Mapping, Sections } from '../native.ts'
import { type Address, hexadecimal } from '../units.ts'
import { type ArenaRecord, readArenaRecord } from './arena-record.ts'
import { PAG_GUARD, PAG_WRITE } from './flags.ts'
import { PAGE } from './page.ts'
import { createPages, type Pages } from './pages.ts'
import { Trap, XCPT_ACCESS_VIOLATION, XCPT_GUARD_PAGE_VIOLATION } from './trap.ts'

export interface HeldObject {
  readonly base: Address
  /** Without the arena record, in bytes. */
  readonly size: number
  /** As it was created. */
  readonly flags: number
  readonly mapping: Mapping
  readonly pages: Pages
  /** A named object's name, which this process holds with it. */
  readonly name?: HeldName
  /** How often it was allocated or got by its name: so many frees end its use. Without a name, one does. */
  uses: number
}

export const heldObject = (sections: Sections, mapping: Mapping, record: ArenaRecord): HeldObject => ({
  base: mapping.address,
  size: record.size,
  flags: record.flags,
  mapping,
  pages: createPages(sections, mapping, record),
  uses: 1,
})

export interface HeldObjects {
  find(base: number): HeldObject | undefined
  add(object: HeldObject): void
  remove(base: number): void
  all(): HeldObject[]
  /** The object that `length` bytes from `base + offset` may be touched in; raises a trap otherwise. */
  touch(base: number, offset: number, length: number, access: Access): HeldObject
}

const violation = (at: number, why: string) => new Trap(XCPT_ACCESS_VIOLATION, at, why)

/** Raises what the first byte touched in a page would raise. */
function touchPage({ base, pages }: HeldObject, page: number, offset: number, access: Access) {
  const at = base + Math.max(offset, page * PAGE)
  if (!pages.isCommitted(page)) throw violation(at, 'the page is reserved, but nobody has committed it')
  const protection = pages.protection(page)
  if (protection & PAG_GUARD) {
    pages.unguard(page)
    throw new Trap(XCPT_GUARD_PAGE_VIOLATION, at, 'the page was guarded, until this first touch')
  }
  if (access === 'read-write' && !(protection & PAG_WRITE))
    throw violation(at, 'this process may only read the object')
}

/** `gifts` hands over what was given to this process since it was last asked. */
export function createHeldObjects(sections: Sections, gifts: () => Mapping[]): HeldObjects {
  const held = new Map<number, HeldObject>()
  const freed = new Set<number>()

  function add(object: HeldObject) {
    held.set(object.base, object)
    freed.delete(object.base)
  }
  function adoptGifts() {
    for (const mapping of gifts()) {
      const record = readArenaRecord(sections, mapping)
      if (record) add(heldObject(sections, mapping, record))
      else sections.close(mapping)
    }
  }
  function find(base: number) {
    adoptGifts()
    return held.get(base)
  }
  function touch(base: number, offset: number, length: number, access: Access) {
    const object = find(base)
    if (!object) {
      const why = freed.has(base) ? 'this process has freed the object' : 'this process was given no access'
      throw violation(base + offset, why)
    }
    if (offset < 0 || offset + length > object.size) {
      throw violation(base + offset, `the object at ${hexadecimal(base)} has ${object.size} bytes`)
    }
    const end = Math.ceil((offset + length) / PAGE)
    for (let page = Math.floor(offset / PAGE); page < end; page += 1) touchPage(object, page, offset, access)
    return object
  }
  return {
    find,
    add,
    touch,
    remove(base) {
      held.delete(base)
      freed.add(base)
    },
    all() {
      adoptGifts()
      return [...held.values()]
    },
  }
}
