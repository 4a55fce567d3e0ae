/** Win32's objects on Linux: in a directory that all processes of this user share, without a server. */
import type { KernelObjects } from '../../kernel-objects.ts'
import type { Evidence, Exclusive } from '../../native.ts'
import type { RunClock } from '../../run-clock.ts'
import type { KernelLog } from '../../trace.ts'
import { hexadecimal, type ProcessId, processId } from '../../units.ts'
import type { Invoke } from '../invoke.ts'
import { isContentsKey } from '../keys.ts'
import type { Libc } from '../libc.ts'
import type { Segments } from '../segments.ts'
import { isPrivate, rowsOf } from '../sysvipc.ts'
import { createBells } from './bell.ts'
import { createContents } from './contents.ts'
import { createDirectory } from './directory.ts'
import { createEntry } from './entry.ts'
import { createEventCalls, createMutexCalls } from './events.ts'
import { createHandles } from './handles.ts'
import { createLife, startOf } from './life.ts'
import { createProcessCalls } from './processes.ts'
import { createSectionCalls } from './sections.ts'
import { leave } from './settle.ts'
import { countHandles, entryOf, findHandle, type KernelObject, sameProcess, type Table } from './table.ts'
import { createViews } from './views.ts'
import { createWaits } from './waits.ts'

export interface ObjectsParts {
  readonly libc: Libc
  readonly invoke: Invoke
  readonly log: KernelLog
  readonly clock: RunClock
  readonly exclusive: Exclusive
  readonly segments: Segments
  readonly self: ProcessId
  readonly isAlive: (pid: ProcessId) => boolean
}

export interface LinuxObjects extends KernelObjects {
  /** Clears what dead processes, and `pid` alive or not, have in the directory. Returns what is gone with that. */
  sweep(pid: ProcessId | null): string[]
}

const describe = (object: KernelObject) =>
  object.kind === 'section'
    ? `section ${hexadecimal(object.key)}`
    : `${object.kind} ${object.name ?? 'without a name'}`

/** Others take a process for dead whose start is not what it has told of itself. */
function ownStart(): number {
  const start = startOf('self')
  if (typeof start === 'number') return start
  throw new Error('This process cannot read /proc/self/stat: it may have too few file descriptors (ulimit -n).')
}

export function createObjects(parts: ObjectsParts): LinuxObjects {
  const { libc, invoke, log, exclusive, segments, isAlive } = parts
  // A thread that ends is not seen to: what it owns, its process gives up at its end.
  const self = { pid: parts.self, start: ownStart(), tid: libc.gettid() as number }
  const directory = createDirectory(libc, invoke, exclusive, (table) => entryOf(table, self) !== undefined)
  const life = createLife(libc, invoke)
  const bells = createBells(libc, invoke)
  const contents = createContents(libc, invoke, segments)
  const views = createViews(libc, invoke, segments)
  const entry = createEntry({ directory, life, bells, contents, self })
  const handles = createHandles(entry, contents, self)
  const { close: closeWaits, wait } = createWaits({
    libc,
    log,
    clock: parts.clock,
    entry,
    directory,
    life,
    bells,
    self,
  })

  /** The kernel counts a section's views; handles are counted here. */
  function evidenceOf(table: Table, id: number): Evidence {
    const object = table.objects[id]
    if (object?.kind === 'section') return contents.evidence(object.key)
    return { name: 'HandleCount', value: countHandles(table, id) }
  }

  function tellCode(table: Table, code: number) {
    for (const object of Object.values(table.objects)) {
      if (!('ended' in object) || !sameProcess(object.process, self)) continue
      object.code ??= code
    }
  }

  /** The contents of sections that nobody has mapped, made by `pid` or by who is dead: 0 is in another container. */
  const unused = (pid: ProcessId | null) =>
    rowsOf('shm').filter(
      (row) =>
        isContentsKey(row.key ?? 0) &&
        isPrivate(row) &&
        row.nattch === 0 &&
        (row.cpid ?? 0) > 0 &&
        (row.cpid === pid || !isAlive(processId(row.cpid ?? 0))),
    )

  /** Also what the kernel once refused to remove, and is in no table any more. */
  function clear(pid: ProcessId | null): string[] {
    const known = new Set<number>()
    const gone = entry.enterExisting((table, dead) => {
      const left = table.processes.filter((process) => process.pid === pid)
      const objects = left.flatMap((process) => leave(table, process))
      entry.destroy(objects)
      for (const object of Object.values(table.objects)) if (object.kind === 'section') known.add(object.key)
      return [...dead, ...objects]
    })
    const orphans = unused(pid)
      .map(({ key = 0 }) => key)
      .filter((key) => !known.has(key))
    for (const key of orphans) contents.remove(key)
    return [...(gone ?? []).map(describe), ...orphans.map((key) => `section ${hexadecimal(key)}`)]
  }

  /** Lets go of all descriptors. */
  function release() {
    closeWaits()
    life.close()
    bells.close()
  }

  return {
    ...createSectionCalls({ handles, contents, views, exclusive }),
    ...createEventCalls(handles),
    ...createMutexCalls(handles, self),
    ...createProcessCalls({ libc, invoke, entry, handles, self }),
    wait,
    close: handles.close,
    evidence: (of) =>
      entry.enterExisting((table) => {
        const found = findHandle(table, self, of)
        return found && evidenceOf(table, found.object)
      }),
    exit(code) {
      for (const view of views.all()) views.unmap(view)
      entry.enterExisting((table) => {
        tellCode(table, code)
        entry.destroy(leave(table, self))
      })
      release()
    },
    sweep(pid) {
      if (!directory.exists() && unused(pid).length === 0) return []
      const swept = exclusive(() => ({ ok: true, value: clear(pid) }))
      release()
      return swept.ok ? swept.value : []
    },
  }
}
