/**
 * How this process may use each page of an object. A page that is not committed yet may be touched by nobody: it is
 * mapped without any access, until some holder commits it for all of them.
 */
import type { Failure, Sections } from '../native.ts'
import type { Address } from '../units.ts'
import { type ArenaRecord, readCommitted, writeCommitted } from './arena-record.ts'
import { PAG_COMMIT, PAG_GUARD, PAG_WRITE } from './flags.ts'
import { PAGE } from './page.ts'

export interface Pages {
  /** What this process was granted, PAG_* bits: the protection of each page when it is committed. */
  granted(): number
  isCommitted(page: number): boolean
  /** The page's protection, PAG_* bits, whether it is committed or not. */
  protection(page: number): number
  /** Commits pages for every holder. */
  commit(first: number, count: number): void
  /** Changes the protection of committed pages, in this process. */
  protect(first: number, count: number, protection: number): Failure | null
  /** The first touch of a guard page takes the guard away. */
  unguard(page: number): void
  /** Adds to what was granted and to each page's protection. What is to be written is mapped for writing before. */
  grant(added: number): void
}

const kernelAccess = (protection: number) => {
  if (protection & PAG_GUARD) return 'none'
  return protection & PAG_WRITE ? 'read-write' : 'read'
}

/** `grantedFirst` is what the whole of the object is mapped for here. */
export function createPages(sections: Sections, base: Address, record: ArenaRecord, grantedFirst: number): Pages {
  const { size, flags } = record
  let granted = grantedFirst
  const count = size / PAGE
  const protections = new Uint8Array(count).fill(granted)
  /** As far as this process has seen it; the record tells what others have committed since. */
  const committed = new Uint8Array(count).fill(flags & PAG_COMMIT ? 1 : 0)

  function apply(first: number, pages: number, protection: 'none' | 'read' | 'read-write') {
    const changed = sections.protect(base + first * PAGE, pages * PAGE, protection)
    return changed.ok ? null : changed
  }

  /** What another process has committed becomes usable here when this one first looks at it. */
  function isCommitted(page: number): boolean {
    if (committed[page] === 1) return true
    if (readCommitted(sections, base, size, page, 1)[0] !== 1) return false
    committed[page] = 1
    apply(page, 1, kernelAccess(protections[page] ?? 0))
    return true
  }

  const accessOf = (page: number) => (committed[page] === 1 ? kernelAccess(protections[page] ?? 0) : 'none')

  /** Restricts those pages that the mapping as a whole lets this process do more with; a call for each run of them. */
  function restrict() {
    const whole = kernelAccess(granted & ~PAG_GUARD)
    for (let first = 0; first < count; ) {
      const access = accessOf(first)
      let end = first + 1
      while (end < count && accessOf(end) === access) end += 1
      if (access !== whole) apply(first, end - first, access)
      first = end
    }
  }
  restrict()

  return {
    granted: () => granted,
    isCommitted,
    protection: (page) => protections[page] ?? 0,
    commit(first, pages) {
      writeCommitted(sections, base, size, first, pages)
      for (let page = first; page < first + pages; page += 1) isCommitted(page)
    },
    protect(first, pages, protection) {
      const refused = apply(first, pages, kernelAccess(protection))
      if (!refused) protections.fill(protection, first, first + pages)
      return refused
    },
    unguard(page) {
      protections[page] = (protections[page] ?? 0) & ~PAG_GUARD
      apply(page, 1, kernelAccess(protections[page] ?? 0))
    },
    grant(added) {
      granted |= added
      for (let page = 0; page < count; page += 1) protections[page] = (protections[page] ?? 0) | added
      if (added & PAG_WRITE) restrict()
    },
  }
}
