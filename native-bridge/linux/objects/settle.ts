/** Who of those that wait is let through, by the rules of Win32. Nothing here calls the kernel. */
import {
  type KernelObject,
  type ProcessKey,
  removeHandle,
  removeUnused,
  sameProcess,
  sameThread,
  type Table,
  type ThreadKey,
  type Waiter,
} from './table.ts'

/** Whether a thread that waits for the object would be let through. */
function isSignalled(object: KernelObject | undefined, thread: ThreadKey): boolean {
  if (object?.kind === 'event') return object.signalled
  if (object?.kind === 'mutex') return object.owner === null || sameThread(object.owner, thread)
  return object !== undefined && 'ended' in object && object.ended
}

/** What letting a thread through does to the object. Returns whether it was an abandoned mutex. */
function consume(object: KernelObject | undefined, thread: ThreadKey): boolean {
  if (object?.kind === 'event' && !object.manualReset) object.signalled = false
  if (object?.kind !== 'mutex') return false
  const wasAbandoned = object.abandoned
  object.owner = { pid: thread.pid, start: thread.start, tid: thread.tid }
  object.count += 1
  object.abandoned = false
  return wasAbandoned
}

export type Wanted = Pick<Waiter, 'thread' | 'objects' | 'all'>

/** Lets a thread through if it may be: of any, by the first one that is signalled; of all, by all at once or none. */
export function tryWait(table: Table, { thread, objects, all }: Wanted): Waiter['result'] {
  const signalled = (id: number) => isSignalled(table.objects[id], thread)
  if (all) {
    if (!objects.every(signalled)) return null
    const abandoned = objects.map((id) => consume(table.objects[id], thread))
    return { index: 0, abandoned: abandoned.includes(true) }
  }
  const index = objects.findIndex(signalled)
  const first = objects[index]
  return first === undefined ? null : { index, abandoned: consume(table.objects[first], thread) }
}

/** Lets through whoever may be, those that wait longest first. Returns the bells to ring. */
export function settle(table: Table): string[] {
  const bells: string[] = []
  for (const waiter of table.waiters) {
    if (waiter.result) continue
    waiter.result = tryWait(table, waiter)
    if (waiter.result) bells.push(waiter.bell)
  }
  return bells
}

/** The bells of those that wait for a mutex whose owner has changed: they watch another process from now on. */
export const bellsOf = (table: Table, object: number) =>
  table.waiters.filter(({ objects, result }) => !result && objects.includes(object)).map(({ bell }) => bell)

function abandonMutexes(table: Table, process: ProcessKey) {
  for (const object of Object.values(table.objects)) {
    if (object.kind !== 'mutex' || !object.owner || !sameProcess(object.owner, process)) continue
    Object.assign(object, { owner: null, count: 0, abandoned: true })
  }
}

/**
 * What a process that has ended, or is about to, leaves: its waits, its mutexes, and then its handles. Returns the
 * objects that nobody has any more.
 */
export function leave(table: Table, process: ProcessKey): KernelObject[] {
  const waits = table.waiters.filter(({ thread }) => sameProcess(thread, process))
  table.waiters = table.waiters.filter(({ thread }) => !sameProcess(thread, process))
  abandonMutexes(table, process)
  const handles = Object.keys(table.processes.find((entry) => sameProcess(entry, process))?.handles ?? {})
  return [
    ...handles.map((each) => removeHandle(table, process, Number(each))),
    ...waits.flatMap(({ objects }) => objects.map((id) => removeUnused(table, id))),
  ].filter((object) => object !== null)
}

/** The process itself has ended: whoever waits for it is let through. */
export function markEnded(table: Table, process: ProcessKey) {
  for (const object of Object.values(table.objects)) {
    if ('ended' in object && sameProcess(object.process, process)) object.ended = true
  }
}
