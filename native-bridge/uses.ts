/** What a step says beforehand of the objects that it is about, and how processes are named among them. */
import type { Api, PendingCall, Scalar, Use } from './trace.ts'
import { type ProcessId, processId } from './units.ts'

/** What a call does with which objects, which it waits for, and how long; `waits` makes it one that may wait. */
export type Needs = Pick<PendingCall, 'uses' | 'waits' | 'timeout' | 'awaitsAnswer'>

type Pending = { -readonly [Field in keyof PendingCall]: PendingCall[Field] } & { api: Api }

/** Field by field: there are tens of thousands. */
export function pendingOf(api: Api, name: string, args: Record<string, Scalar>, needs: Needs | undefined): Pending {
  const pending: Pending = { api, name, args }
  if (needs?.uses) pending.uses = needs.uses
  if (needs?.waits) pending.waits = needs.waits
  if (needs?.timeout !== undefined) pending.timeout = needs.timeout
  if (needs?.awaitsAnswer) pending.awaitsAnswer = true
  return pending
}

export const usesOf = (access: Use['access'], objects: readonly string[]): readonly Use[] =>
  objects.map((object) => ({ object, access }))

export const uses = (access: Use['access'], ...objects: readonly string[]): Needs => ({
  uses: usesOf(access, objects),
})

/** The same where there may be no object: its name is not known, or it has none. */
export const usesName = (access: Use['access'], object: string | null | undefined): Needs =>
  object == null ? {} : uses(access, object)

/** All that these do. */
export function together(...needs: readonly Needs[]): Needs {
  const all: Use[] = []
  for (const { uses = [] } of needs) all.push(...uses)
  return { uses: all }
}

const PROCESS = 'process#'

/** A process as an object: who waits for it waits for its end. */
export const processObject = (pid: ProcessId) => `${PROCESS}${pid}`
export const isProcessObject = (object: string) => object.startsWith(PROCESS)
/** The memory agent of a process, which answers whatever its program does. */
export const agentObject = (pid: ProcessId) => `agent#${pid}`

/** The process that has to do something before a wait for this object ends; null where it is no process's alone. */
export function processBehind(object: string): ProcessId | null {
  const [, pid] = /^(?:process|agent)#(\d+)$/.exec(object) ?? []
  return pid === undefined ? null : processId(Number(pid))
}
