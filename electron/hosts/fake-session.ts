/** A session without processes, for tests of what carries the service: it remembers what it was asked. */
import type { HostEvent, ServiceMethod } from '../contract/service.ts'
import type { Session } from '../supervisor/session.ts'
import { UsageError } from '../supervisor/usage-error.ts'

export interface FakeSession extends Session {
  readonly calls: { readonly method: ServiceMethod; readonly params: unknown }[]
  /** Sends every listener an event. */
  tell(event: HostEvent): void
  readonly listeners: ReadonlySet<(event: HostEvent) => void>
  readonly disposed: boolean
}

export const EMPTY_SNAPSHOT: HostEvent = { type: 'snapshot', header: null, records: [], state: null }

/** A state event of about `bytes` bytes, told apart by `foreign`. */
export function stateEvent(foreign: number, bytes = 0): HostEvent {
  const participants = [{ id: 'x'.repeat(bytes), pid: null, phase: 'running', call: null }] as const
  const state = {
    live: true,
    held: false,
    policy: { mode: 'free' },
    participants: [...participants],
    foreign,
  } as const
  return { type: 'state', state: { ...state, participants: [...participants], asking: false } }
}

/** `step` is refused as by a session without a run; `stop` fails with a programming error. */
export function createFakeSession(): FakeSession {
  const calls: { method: ServiceMethod; params: unknown }[] = []
  const listeners = new Set<(event: HostEvent) => void>()
  let disposed = false
  const note = async (method: ServiceMethod, params: unknown) => {
    calls.push({ method, params })
    return {}
  }
  return {
    calls,
    listeners,
    get disposed() {
      return disposed
    },
    tell(event) {
      for (const listener of listeners) listener(event)
    },
    async hello(params) {
      await note('hello', params)
      const platform = { os: 'linux', kernel: 'sysv', node: process.versions.node, arch: process.arch } as const
      return { version: '0.0.0', host: 'browser', platform, scenarios: [], faults: [] }
    },
    start: (params) => note('start', params),
    async check(params) {
      await note('check', params)
      return { participants: [] }
    },
    async step() {
      throw new UsageError('No run is live. Start one first.')
    },
    setPolicy: (params) => note('setPolicy', params),
    ask: (params) => note('ask', params),
    async stop() {
      throw new TypeError('internal detail')
    },
    subscribe(listener) {
      listeners.add(listener)
      listener(EMPTY_SNAPSHOT)
      return () => listeners.delete(listener)
    },
    async dispose() {
      disposed = true
    },
    async kill() {
      disposed = true
    },
  }
}
