/**
 * The object directory: one segment of this user's in which all processes keep their objects and handles, as a table.
 * Who changes it has the lock, reads one half of the segment and writes the other; a single word then says that this one
 * is valid. So whoever is killed at whatever point leaves the table as it was, or as it was to be. The segment is made
 * with the first handle, and goes with the last.
 */
import { readlinkSync } from 'node:fs'
import type { Exclusive } from '../../native.ts'
import { structure } from '../../structure.ts'
import { hexadecimal } from '../../units.ts'
import type { Invoke } from '../invoke.ts'
import { directoryKey } from '../keys.ts'
import { IPC_CREAT, IPC_EXCL, IPC_RMID, type Libc, MODE } from '../libc.ts'
import { emptyTable, isEmpty, type Table } from './table.ts'

/** Its pages are there only once they are used. */
const HALF = 4 * 1024 * 1024
const HEADER = structure('OBJECT_DIRECTORY', {
  magic: { chars: 4 },
  /** The half that is valid. */
  half: 'u32',
  /** How often the table has changed. */
  changes: 'u32',
})
const MAGIC = 'DIR1'
/** Before the text of a table: how long it is, in bytes. */
const LENGTH = 4
const PAGE = 4096
const SIZE = PAGE + 2 * HALF

/** Nothing where the kernel has no such namespaces. */
function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}

/** What a stranger has written there is no table. */
function tableIn(text: string): Table | null {
  if (text === '') return emptyTable()
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Process ids mean something in one process namespace only. FNV-1a, 32 bits. */
function ownKey(): number {
  let hash = 0x811c_9dc5
  for (const byte of Buffer.from(`${process.geteuid?.()} ${processNamespace()}`)) {
    hash = Math.imul(hash ^ byte, 0x0100_0193) >>> 0
  }
  return directoryKey(hash)
}

export interface Directory {
  /**
   * Runs `body` on the table under the lock; what it has changed there holds for all once it has returned. Null, without
   * `body`, where the lock cannot be had, or the directory cannot be made or held more.
   */
  change<T>(body: (table: Table) => T): T | null
  /** The same where there is a directory already; null where there is none. */
  changeExisting<T>(body: (table: Table) => T): T | null
  /** Whether there is one; without the lock. */
  exists(): boolean
  /** A number that is another one after each change; without the lock. */
  changes(): number
}

/** `isMember`: whether this process has anything in the table, so that it keeps it attached. */
export function createDirectory(
  libc: Libc,
  invoke: Invoke,
  exclusive: Exclusive,
  isMember: (table: Table) => boolean,
  key = ownKey(),
): Directory {
  let attached: { id: number; view: number } | null = null

  function detach() {
    const { view = 0 } = attached ?? {}
    if (attached) invoke('shmdt', [hexadecimal(view)], () => libc.shmdt(view))
    attached = null
  }

  function attach(id: number): boolean {
    if (attached?.id === id) return true
    detach()
    const show = (value: number) => (value === -1 ? '-1' : hexadecimal(value))
    const { value: view, error } = invoke('shmat', [id, null, 0], () => libc.shmat(id, 0, 0), show)
    if (error) return false
    attached = { id, view }
    return true
  }

  /** Another program's segment at this key is none of ours: it is smaller, or has no such mark. */
  const find = () => invoke('shmget', [hexadecimal(key), SIZE, 0], () => libc.shmget(key, SIZE, 0))
  const make = () =>
    invoke('shmget', [hexadecimal(key), SIZE, 'IPC_CREAT|IPC_EXCL|0600'], () =>
      libc.shmget(key, SIZE, IPC_CREAT | IPC_EXCL | MODE),
    )

  function readHeader(view: number) {
    const bytes = Buffer.alloc(HEADER.size)
    libc.copyOut(bytes, view, bytes.length)
    return HEADER.read(bytes)
  }

  const placeOf = (view: number, half: number) => view + PAGE + half * HALF

  /** The table's text; empty for a directory that was just made. */
  function readText(view: number, half: number): string {
    const place = placeOf(view, half)
    const length = Buffer.alloc(LENGTH)
    libc.copyOut(length, place, LENGTH)
    const text = Buffer.alloc(Math.min(length.readUInt32LE(), HALF - LENGTH))
    libc.copyOut(text, place + LENGTH, text.length)
    return text.toString()
  }

  /** False where it does not fit. */
  function writeText(view: number, { half, changes }: ReturnType<typeof readHeader>, text: string): boolean {
    const other = 1 - half
    const bytes = Buffer.concat([Buffer.alloc(LENGTH), Buffer.from(text)])
    if (bytes.length > HALF) return false
    bytes.writeUInt32LE(bytes.length - LENGTH)
    libc.copyIn(placeOf(view, other), bytes, bytes.length)
    const header = Buffer.alloc(HEADER.size)
    HEADER.write(header, { magic: MAGIC, half: other, changes: (changes + 1) % 2 ** 32 })
    // The one word by which the other half becomes valid is written last, and at once.
    libc.copyIn(view, header.subarray(0, 4), 4)
    libc.copyIn(view + 8, header.subarray(8, 12), 4)
    libc.copyIn(view + 4, header.subarray(4, 8), 4)
    return true
  }

  function remove(id: number) {
    detach()
    invoke('shmctl', [id, 'IPC_RMID'], () => libc.shmctl(id, IPC_RMID, null))
  }

  function changeTable<T>(id: number, view: number, body: (table: Table) => T): T | null {
    const header = readHeader(view)
    if (header.magic !== MAGIC && header.magic !== '') return null
    const before = readText(view, header.half & 1)
    const table = tableIn(before)
    if (!table) return null
    const value = body(table)
    if (isEmpty(table)) {
      remove(id)
      return value
    }
    const after = JSON.stringify(table)
    const isThere = after === before || writeText(view, { ...header, half: header.half & 1 }, after)
    // Whoever stays attached keeps the segment that the last one removes.
    if (!isMember(table)) detach()
    return isThere ? value : null
  }

  function change<T>(body: (table: Table) => T, create: boolean): T | null {
    const result = exclusive(() => {
      let found = find()
      if (found.error && create) found = make()
      const value =
        found.error || !attach(found.value) || !attached ? null : changeTable(found.value, attached.view, body)
      return { ok: true, value }
    })
    return result.ok ? result.value : null
  }

  return {
    change: (body) => change(body, true),
    changeExisting(body) {
      const before = attached
      const value = change(body, false)
      if (!before) detach()
      return value
    },
    exists: () => !find().error,
    changes: () => (attached ? readHeader(attached.view).changes : 0),
  }
}
