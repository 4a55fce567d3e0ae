/** The shared memory objects that this process holds: its context records, in OS/2's words. */
import type { Access, HeldName, Mapping, Sections } from '../native.ts'
import { type Address, hexadecimal } from '../units.ts'
import { ARENA_MAGIC, ARENA_RECORD, ARENA_VERSION, PAGE } from './arena.ts'
import { Trap } from './trap.ts'

export interface HeldObject {
  readonly base: Address
  /** Without the arena record, in bytes. */
  readonly size: number
  /** As it was created. */
  readonly flags: number
  readonly mapping: Mapping
  /** A named object's name, which this process holds with it. */
  readonly name?: HeldName
  /** How often it was allocated or got by its name: so many frees end its use. Without a name, one does. */
  uses: number
}

/** What an object was created with; null when the section is none of ours, or not finished. */
export function readArenaRecord(sections: Sections, mapping: Mapping): { size: number; flags: number } | null {
  const size = mapping.size - PAGE
  if (size < PAGE) return null
  const bytes = Buffer.alloc(ARENA_RECORD.size)
  sections.read(mapping.address + size, bytes)
  const record = ARENA_RECORD.read(bytes)
  const sound = record.magic === ARENA_MAGIC && record.version === ARENA_VERSION && record.size === size
  return sound ? record : null
}

export function writeArenaRecord(sections: Sections, mapping: Mapping, flags: number) {
  const size = mapping.size - PAGE
  const bytes = Buffer.alloc(ARENA_RECORD.size)
  ARENA_RECORD.write(bytes, { magic: ARENA_MAGIC, version: ARENA_VERSION, size, flags })
  sections.write(mapping.address + size, bytes)
}

export interface HeldObjects {
  find(base: number): HeldObject | undefined
  add(object: HeldObject): void
  remove(base: number): void
  all(): HeldObject[]
  /** The object that `length` bytes from `base + offset` may be touched in; raises a trap otherwise. */
  touch(base: number, offset: number, length: number, access: Access): HeldObject
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
      if (record) add({ base: mapping.address, ...record, mapping, uses: 1 })
      else sections.close(mapping)
    }
  }
  function find(base: number) {
    adoptGifts()
    return held.get(base)
  }
  function touch(base: number, offset: number, length: number, access: Access) {
    const object = find(base)
    const at = base + offset
    if (!object) {
      throw new Trap(at, freed.has(base) ? 'this process has freed the object' : 'this process was given no access')
    }
    if (offset < 0 || offset + length > object.size) {
      throw new Trap(at, `the object at ${hexadecimal(base)} has ${object.size} bytes`)
    }
    if (access === 'read-write' && object.mapping.access === 'read') {
      throw new Trap(at, 'this process may only read the object')
    }
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
