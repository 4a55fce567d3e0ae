/** What a step says beforehand of the objects that it is about, and how processes are named among them. */
import type { PendingCall, Use } from './trace.ts'
import { type ProcessId, processId } from './units.ts'

/** What a call does with which objects, which it waits for, and how long; `waits` makes it one that may wait. */
export type Needs = Pick<PendingCall, 'uses' | 'waits' | 'timeout'>

export const uses = (access: Use['access'], ...objects: readonly string[]): Needs => ({
  uses: objects.map((object) => ({ object, access })),
})

/** The same where there may be no object: its name is not known, or it has none. */
export const usesName = (access: Use['access'], object: string | null | undefined): Needs =>
  object == null ? {} : uses(access, object)

/** A process as an object: who waits for it waits for its end. */
export const processObject = (pid: ProcessId) => `process#${pid}`
/** The memory agent of a process, which answers whatever its program does. */
export const agentObject = (pid: ProcessId) => `agent#${pid}`

/** The process that has to do something before a wait for this object ends; null where it is no process's alone. */
export function processBehind(object: string): ProcessId | null {
  const [, pid] = /^(?:process|agent)#(\d+)$/.exec(object) ?? []
  return pid === undefined ? null : processId(Number(pid))
}
