/** What this process's handles stand for, for the trace: the object's name as the program writes it, or one made up. */
import { type Handle, handle } from '../kernel-objects.ts'
import type { ProcessId } from '../units.ts'
import { processObject } from '../uses.ts'

export interface Identity {
  readonly kind: 'mapping' | 'event' | 'mutex' | 'process' | 'thread' | 'search'
  readonly object: string
  /** A process. */
  readonly pid?: ProcessId
}

export interface Identities {
  /** Notes what a new handle stands for; an object without a name is called `event#4711.2`. */
  add(handle: Handle, kind: Identity['kind'], name: string | null, pid?: ProcessId): Identity
  /** Another handle of the same object. */
  keep(handle: Handle, identity: Identity): void
  find(handle: Handle): Identity | undefined
  /** The object's name; the handle itself for one that another process has put here. */
  nameOf(handle: Handle): string | undefined
  remove(handle: Handle): void
}

/** Windows does not look at the lowest two bits of a handle. */
const plain = (value: Handle) => handle(value - (value & 3))

export function createIdentities(self: ProcessId): Identities {
  const identities = new Map<Handle, Identity>()
  let unnamed = 0

  function madeUp(kind: Identity['kind'], pid?: ProcessId): string {
    if (pid !== undefined) return kind === 'process' ? processObject(pid) : `${kind}#${pid}`
    unnamed += 1
    return `${kind}#${self}.${unnamed}`
  }

  return {
    add(of, kind, name, pid) {
      const identity = { kind, object: name ?? madeUp(kind, pid), ...(pid !== undefined && { pid }) }
      identities.set(plain(of), identity)
      return identity
    },
    keep(of, identity) {
      identities.set(plain(of), identity)
    },
    find: (of) => identities.get(plain(of)),
    nameOf: (of) => identities.get(plain(of))?.object,
    remove: (of) => identities.delete(plain(of)),
  }
}
