/** How a process enters the directory: what dead processes have left is cleared first, and who is let through is woken. */
import type { Bells } from './bell.ts'
import type { Contents } from './contents.ts'
import type { Directory } from './directory.ts'
import type { Life } from './life.ts'
import { bellsOf, leave, markEnded, settle } from './settle.ts'
import { type KernelObject, type ProcessKey, sameProcess, type Table } from './table.ts'

export interface EntryParts {
  readonly directory: Directory
  readonly life: Life
  readonly bells: Bells
  readonly contents: Contents
  readonly self: ProcessKey
}

/** Whom the table tells of. */
const processesOf = ({ processes, objects }: Table): ProcessKey[] => [
  ...processes,
  ...Object.values(objects).flatMap((object) => ('ended' in object && !object.ended ? [object.process] : [])),
]

/** The owners of mutexes that somebody waits for. */
function ownersOf({ objects, waiters }: Table): Map<number, string> {
  const awaited = new Set(waiters.flatMap(({ objects }) => objects))
  const owners = new Map<number, string>()
  for (const id of awaited) {
    const object = objects[id]
    if (object?.kind === 'mutex') owners.set(id, JSON.stringify(object.owner))
  }
  return owners
}

export function createEntry({ directory, life, bells, contents, self }: EntryParts) {
  function destroy(objects: readonly KernelObject[]) {
    for (const object of objects) if (object.kind === 'section') contents.remove(object.key)
  }

  /** Returns what has gone with the dead. */
  function clear(table: Table): KernelObject[] {
    const others = processesOf(table).filter((process) => !sameProcess(process, self))
    const gone = life.ended(others).flatMap((process) => {
      markEnded(table, process)
      return leave(table, process)
    })
    destroy(gone)
    return gone
  }

  /** `body` is told what has gone with the dead. */
  function entering<T>(way: Directory['change'], body: (table: Table, gone: KernelObject[]) => T): T | null {
    const rings: string[] = []
    const value = way((table) => {
      const before = ownersOf(table)
      const value = body(table, clear(table))
      rings.push(...settle(table))
      const after = ownersOf(table)
      for (const [id, owner] of after) if (before.get(id) !== owner) rings.push(...bellsOf(table, id))
      return value
    })
    if (rings.length > 0) bells.ring(rings)
    return value
  }

  return {
    /** Null, without `body`, where the directory cannot be had. */
    enter: <T>(body: (table: Table, gone: KernelObject[]) => T) => entering(directory.change, body),
    /** The same where there is a directory at all. */
    enterExisting: <T>(body: (table: Table, gone: KernelObject[]) => T) => entering(directory.changeExisting, body),
    destroy,
  }
}
export type Entry = ReturnType<typeof createEntry>
