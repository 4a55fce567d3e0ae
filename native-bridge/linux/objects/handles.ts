/** What all kinds of objects have in common: they are found by their names or handles, and closed. */
import { type Answer, type Handle, handle, type Left, type Made } from '../../kernel-objects.ts'
import { winerror } from '../../winerror.ts'
import type { Contents } from './contents.ts'
import type { Entry } from './entry.ts'
import { allAccess, grant, objectName } from './rules.ts'
import {
  addHandle,
  addObject,
  type EventObject,
  findHandle,
  findNamed,
  type KernelObject,
  type Kind,
  type MutexObject,
  type ProcessObject,
  removeHandle,
  type SectionObject,
  type Table,
  type ThreadKey,
} from './table.ts'

export const refused = (code: number) => ({ ok: false, code }) as const
export const answered = <T>(value: T) => ({ ok: true, value }) as const
export const DONE = answered(undefined)

/** For what could not be done because the directory cannot be had: nobody lets us in, or there is no room. */
export const unavailable = refused(winerror.ERROR_NOT_ENOUGH_MEMORY)

interface ObjectsByKind {
  readonly section: SectionObject
  readonly event: EventObject
  readonly mutex: MutexObject
  readonly process: ProcessObject
  readonly thread: ProcessObject
}
type OfKind<K extends Kind> = ObjectsByKind[K]

/** An object that a handle stands for, if that is of the kind and grants the rights that are needed. */
export function resolve<K extends Kind>(
  table: Table,
  self: ThreadKey,
  of: Handle,
  kinds: readonly K[],
  needed = 0,
): Answer<{ id: number; object: OfKind<K>; access: number }> {
  const found = findHandle(table, self, of)
  const object = found && table.objects[found.object]
  if (!found || !object || !(kinds as readonly string[]).includes(object.kind)) {
    return refused(winerror.ERROR_INVALID_HANDLE)
  }
  if ((found.access & needed) !== needed) return refused(winerror.ERROR_ACCESS_DENIED)
  return answered({ id: found.object, object: object as OfKind<K>, access: found.access })
}

export function createHandles({ enter, enterExisting, destroy }: Entry, contents: Contents, self: ThreadKey) {
  /** A handle of the object that has the name already, if it is of the same kind. */
  function openExisting(table: Table, id: number, kind: Kind, access: number): Answer<Handle> {
    if (table.objects[id]?.kind !== kind) return refused(winerror.ERROR_INVALID_HANDLE)
    const rights = grant(kind, access)
    if ('code' in rights) return refused(rights.code)
    return answered(handle(addHandle(table, self, { object: id, access: rights.granted })))
  }

  function createIn(table: Table, object: KernelObject, access: number): Answer<Made> {
    const existing = object.name === null ? null : findNamed(table, object.name)
    if (existing !== null) {
      const opened = openExisting(table, existing, object.kind, access)
      return opened.ok ? answered({ handle: opened.value, existed: true }) : opened
    }
    const id = addObject(table, object)
    return answered({ handle: handle(addHandle(table, self, { object: id, access })), existed: false })
  }

  return {
    /** `object` is made for the name as the directory knows it; `access` is what its maker may do with it. */
    create(name: string | null, object: (name: string | null) => KernelObject, access?: number): Answer<Made> {
      const known = name === null ? null : objectName(name)
      if (typeof known === 'number') return refused(known)
      const made = object(known)
      return enter((table) => createIn(table, made, access ?? allAccess(made.kind))) ?? unavailable
    },
    open(kind: Kind, access: number, name: string): Answer<Handle> {
      const known = objectName(name)
      if (typeof known === 'number') return refused(known)
      const open = (table: Table) => {
        const found = findNamed(table, known)
        return found === null ? refused(winerror.ERROR_FILE_NOT_FOUND) : openExisting(table, found, kind, access)
      }
      return enter(open) ?? unavailable
    },
    /** Looks at what has the name, without a handle of it; null where nothing of this kind has. */
    look<K extends Kind, T>(kind: K, name: string, body: (object: OfKind<K>) => T): T | null {
      const known = objectName(name)
      if (typeof known === 'number') return null
      return enterExisting((table) => {
        const object = table.objects[findNamed(table, known) ?? 0]
        return object?.kind === kind ? body(object as OfKind<K>) : null
      })
    },
    /** Changes what a handle stands for. */
    change<K extends Kind, T>(
      of: Handle,
      kinds: readonly K[],
      needed: number,
      body: (object: OfKind<K>, id: number, table: Table) => Answer<T>,
    ): Answer<T> {
      const change = (table: Table) => {
        const found = resolve(table, self, of, kinds, needed)
        return found.ok ? body(found.value.object, found.value.id, table) : found
      }
      return enter(change) ?? unavailable
    },
    close(of: Handle): Answer<Left> {
      const close = (table: Table) => {
        const found = findHandle(table, self, of)
        const object = found && table.objects[found.object]
        if (!object) return refused(winerror.ERROR_INVALID_HANDLE)
        const evidence = object.kind === 'section' ? contents.evidence(object.key) : null
        const removed = removeHandle(table, self, of)
        if (removed) destroy([removed])
        // The kernel keeps what a section holds for those that have it mapped.
        return answered({ gone: removed !== null && (evidence?.value ?? 0) === 0, evidence })
      }
      return enter(close) ?? unavailable
    },
  }
}
export type Handles = ReturnType<typeof createHandles>
