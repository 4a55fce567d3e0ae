/**
 * The object directory's table, as all processes of this user share it: objects, who has handles of them, and who waits
 * for them. Nothing here calls the kernel.
 */

/** One process for ever: ids are used again. `start` is in clock ticks since the machine started. */
export interface ProcessKey {
  readonly pid: number
  readonly start: number
}
export interface ThreadKey extends ProcessKey {
  readonly tid: number
}

interface Named {
  /** Without `Local\`, and with `Global\`; null for an object without a name. */
  readonly name: string | null
}
export interface SectionObject extends Named {
  readonly kind: 'section'
  /** The key of its System V segment. */
  readonly key: number
  /** In bytes, as asked for. */
  readonly size: number
  /** PAGE_* and SEC_*. */
  readonly protection: number
}
export interface EventObject extends Named {
  readonly kind: 'event'
  readonly manualReset: boolean
  signalled: boolean
}
export interface MutexObject extends Named {
  readonly kind: 'mutex'
  owner: ThreadKey | null
  /** How often its owner has acquired it. */
  count: number
  /** Its last owner has died with it. */
  abandoned: boolean
}
/** A process that somebody has a handle of; a thread stands for its process, which it ends with. */
export interface ProcessObject extends Named {
  readonly kind: 'process' | 'thread'
  readonly process: ProcessKey
  ended: boolean
  /** Null while nobody has told. */
  code: number | null
}
export type KernelObject = SectionObject | EventObject | MutexObject | ProcessObject
export type Kind = KernelObject['kind']

export interface HandleEntry {
  readonly object: number
  /** The rights that it grants. */
  readonly access: number
}

export interface ProcessEntry extends ProcessKey {
  readonly handles: Record<number, HandleEntry>
}

export interface Waiter {
  readonly thread: ThreadKey
  /** The name of the socket that wakes it. */
  readonly bell: string
  readonly objects: readonly number[]
  readonly all: boolean
  /** Once it is let through: what it was let through by. */
  result: { readonly index: number; readonly abandoned: boolean } | null
}

export interface Table {
  /** The next object's number. */
  next: number
  readonly objects: Record<number, KernelObject>
  processes: ProcessEntry[]
  /** The one that waits longest comes first. */
  waiters: Waiter[]
}

export const emptyTable = (): Table => ({ next: 1, objects: {}, processes: [], waiters: [] })

export const isEmpty = ({ processes, waiters }: Table) => processes.length === 0 && waiters.length === 0

export const sameProcess = (a: ProcessKey, b: ProcessKey) => a.pid === b.pid && a.start === b.start
export const sameThread = (a: ThreadKey, b: ThreadKey) => sameProcess(a, b) && a.tid === b.tid

export function findNamed(table: Table, name: string): number | null {
  const found = Object.entries(table.objects).find(([, object]) => object.name === name)
  return found ? Number(found[0]) : null
}

export function addObject(table: Table, object: KernelObject): number {
  const id = table.next
  table.next += 1
  table.objects[id] = object
  return id
}

export const entryOf = (table: Table, process: ProcessKey) =>
  table.processes.find((entry) => sameProcess(entry, process))

/** The lowest handle that is free, as Windows numbers them: multiples of 4. */
export function addHandle(table: Table, process: ProcessKey, entry: HandleEntry): number {
  let owner = entryOf(table, process)
  if (!owner) {
    owner = { pid: process.pid, start: process.start, handles: {} }
    table.processes.push(owner)
  }
  let handle = 4
  while (owner.handles[handle]) handle += 4
  owner.handles[handle] = entry
  return handle
}

/** The lowest two bits of a handle mean nothing to Windows. */
export const plainHandle = (handle: number) => handle - (handle & 3)

export const findHandle = (table: Table, process: ProcessKey, handle: number) =>
  entryOf(table, process)?.handles[plainHandle(handle)] ?? null

export const countHandles = (table: Table, object: number) =>
  table.processes.flatMap(({ handles }) => Object.values(handles)).filter((entry) => entry.object === object).length

/** Closes it, and returns the object if it is gone with that: nobody has or waits for it any more. */
export function removeHandle(table: Table, process: ProcessKey, handle: number): KernelObject | null {
  const owner = entryOf(table, process)
  const plain = plainHandle(handle)
  const closed = owner?.handles[plain]
  if (!owner || !closed) return null
  delete owner.handles[plain]
  if (Object.keys(owner.handles).length === 0) table.processes = table.processes.filter((entry) => entry !== owner)
  return removeUnused(table, closed.object)
}

/** A wait holds what it waits for, whoever closes the handles meanwhile. */
export function removeUnused(table: Table, id: number): KernelObject | null {
  const object = table.objects[id]
  if (!object || countHandles(table, id) > 0) return null
  if (table.waiters.some(({ objects }) => objects.includes(id))) return null
  delete table.objects[id]
  return object
}
