/**
 * What a semaphore's holders know of it together. OS/2 keeps it in the kernel; here it lies behind the name that stands
 * for the semaphore's handle, and lives as long as any process has that open.
 */
import { NAME_RECORD } from '../name-record.ts'
import type { HeldName, Sections } from '../native.ts'
import { structure, type ValuesOf } from '../structure.ts'

const declaration = {
  kind: 'u32',
  /** DC_SEM_SHARED, and DCE_* for an event. */
  attributes: 'u32',
  /** An event: how often it was posted, as long as it is. */
  posts: 'u32',
  /** A mutex: 1 once an owner has died with it. */
  died: 'u32',
  /** A mutex: its owner, or the last one that died; a count of 0 when nobody owns it. */
  pid: 'u32',
  tid: 'u32',
  count: 'u32',
} as const
const SEMAPHORE = structure('SEMAPHORE', declaration)
export type SemaphoreRecord = ValuesOf<typeof declaration>

export const EVENT = 1
export const MUTEX = 2

const placeOf = ({ view }: HeldName) => view + NAME_RECORD.size

export function readSemaphore(sections: Sections, held: HeldName): SemaphoreRecord {
  const bytes = Buffer.alloc(SEMAPHORE.size)
  sections.read(placeOf(held), bytes)
  return SEMAPHORE.read(bytes)
}

export function writeSemaphore(sections: Sections, held: HeldName, record: SemaphoreRecord) {
  const bytes = Buffer.alloc(SEMAPHORE.size)
  SEMAPHORE.write(bytes, record)
  sections.write(placeOf(held), bytes)
}
