/** The shared memory objects that this process holds: its context records, in OS/2's words. */
import type { Access, Failure, Gift, HeldName, Mapping, Sections } from '../native.ts'
import { Trap, XCPT_ACCESS_VIOLATION, XCPT_GUARD_PAGE_VIOLATION } from '../touch/trap.ts'
import { type Address, hexadecimal } from '../units.ts'
import { type ArenaRecord, readArenaRecord } from './arena-record.ts'
import { fPERM, fPERM_ACCESS, PAG_GUARD, PAG_READ, PAG_WRITE } from './flags.ts'
import { PAGE } from './page.ts'
import { createPages, type Pages } from './pages.ts'

export interface HeldObject {
  readonly base: Address
  /** Without the arena record, in bytes. */
  readonly size: number
  /** As it was created. */
  readonly flags: number
  mapping: Mapping
  readonly pages: Pages
  /** A named object's name, which this process holds with it. */
  readonly name: HeldName | undefined
  /** How often it was allocated or got by its name: so many frees end its use. Without a name, one does. */
  uses: number
}

/**
 * What of the PAG_* bits that were asked for an object created with `flags` may be granted. They may have come from
 * another process.
 */
const grantable = (asked: number, flags: number) => asked & (flags & PAG_WRITE ? fPERM : fPERM & ~PAG_WRITE)

/** Never more than it is mapped for, and always some access. */
function firstGrant(asked: number, record: ArenaRecord, access: Access): number {
  const granted = grantable(asked, access === 'read-write' ? record.flags : 0)
  return granted & fPERM_ACCESS ? granted : granted | PAG_READ
}

/** `asked`: the PAG_* bits with which it was allocated, got or given. */
export const heldObject = (
  sections: Sections,
  mapping: Mapping,
  record: ArenaRecord,
  asked: number,
  name?: HeldName,
): HeldObject => ({
  base: mapping.address,
  size: record.size,
  flags: record.flags,
  mapping,
  pages: createPages(sections, mapping.address, record, firstGrant(asked, record, mapping.access)),
  name,
  uses: 1,
})

export interface HeldObjects {
  find(base: number): HeldObject | undefined
  /** What processes know an object by: its address, and its name where this one holds it with one. */
  namesOf(base: number): string[]
  add(object: HeldObject): void
  /**
   * Lets this process use an object as the PAG_* bits `asked` say, and as before: who gets or is given less loses
   * nothing, and is not guarded again.
   */
  grant(object: HeldObject, asked: number): Failure | null
  remove(base: number): void
  all(): HeldObject[]
  /** The object that `length` bytes from `base + offset` may be touched in; raises a trap otherwise. */
  touch(base: number, offset: number, length: number, access: Access): HeldObject
}

/** What is none would reach the kernel as some other number. */
const isSize = (value: number) => Number.isSafeInteger(value) && value >= 0

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
export function createHeldObjects(sections: Sections, gifts: () => readonly Gift[]): HeldObjects {
  const held = new Map<number, HeldObject>()
  const freed = new Set<number>()

  function add(object: HeldObject) {
    held.set(object.base, object)
    freed.delete(object.base)
  }
  function grant(object: HeldObject, asked: number): Failure | null {
    const added = grantable(asked, object.flags) & ~PAG_GUARD & ~object.pages.granted()
    if (added & PAG_WRITE) {
      const widened = sections.widen(object.mapping)
      if (!widened.ok) return widened
      object.mapping = widened.value
    }
    object.pages.grant(added)
    return null
  }
  /** What was held when it was given, and has been freed since, was freed after the Give. */
  function grantAgain({ mapping, tag }: Gift) {
    const object = held.get(mapping.address)
    if (object) grant(object, tag)
  }
  function adopt(gift: Gift) {
    if (gift.held) return grantAgain(gift)
    const { mapping, tag } = gift
    const record = readArenaRecord(sections, mapping)
    if (record) add(heldObject(sections, mapping, record, tag))
    else sections.close(mapping)
  }
  function adoptGifts() {
    for (const gift of gifts()) adopt(gift)
  }
  function find(base: number) {
    adoptGifts()
    return held.get(base)
  }
  /** What was given since the last look has no name. */
  function namesOf(base: number) {
    const name = held.get(base)?.name
    return name ? [hexadecimal(base), name.text] : [hexadecimal(base)]
  }
  function touch(base: number, offset: number, length: number, access: Access) {
    if (!isSize(base)) throw violation(0, `${base} is no address: it must be a whole number, 0 or more`)
    const object = find(base)
    if (!object) {
      const why = freed.has(base) ? 'this process has freed the object' : 'this process was given no access'
      throw violation(base + offset, why)
    }
    if (!Number.isSafeInteger(offset) || !isSize(length)) {
      const why = `${length} bytes from offset ${offset} on are none: both must be whole numbers, and 0 or more`
      throw violation(base, why)
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
    namesOf,
    add,
    grant,
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
