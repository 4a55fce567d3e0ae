/** A screen of a run as the commands see it: its host, its run and its trace. */
import { aCall, aCount } from '../electron/contract/records.fixture.ts'
import type { HostInfo, ParticipantState, RunState } from '../electron/contract/service.ts'
import type { TraceHeader, TraceRecord } from '../electron/contract/trace.ts'
import type { Command } from './command.ts'
import { type State, useStore } from './store.ts'

export const info: HostInfo = {
  version: '1.0.0',
  host: 'browser',
  platform: { os: 'linux', kernel: 'sysv', node: '20.0.0', arch: 'x64' },
  scenarios: [],
}
const party = (id: 'client' | 'server', phase: ParticipantState['phase']): ParticipantState => ({
  id,
  pid: 1,
  phase,
  call: phase === 'blocked' ? { api: 'os2', name: 'WinGetMsg', args: {}, source: null, since: 0 } : null,
})
export const run = (
  client: ParticipantState['phase'],
  server: ParticipantState['phase'] | null,
  rest: Partial<RunState> = {},
): RunState => ({
  live: true,
  policy: { mode: 'step' },
  participants: [party('client', client), ...(server ? [party('server', server)] : [])],
  foreign: 0,
  held: false,
  asking: false,
  ...rest,
})

export const header: TraceHeader = {
  format: 'sharemem-trace',
  version: 1,
  scenario: 'request-reply',
  settings: {},
  platform: info.platform,
  participants: ['client', 'server'].map((id) => ({ id, role: id, pid: 1 })),
}

/** Calls at 1, 3 and 4. */
export const records: TraceRecord[] = [aCount([]), aCall('a'), aCount([]), aCall('b'), aCall('c'), aCount([])]

const initial = useStore.getInitialState()
/** Nothing but what is told here differs from a screen that has just been opened, with a run. */
export const set = (state: Partial<State>) => useStore.setState({ ...initial, info, header, ...state }, true)
export const cursor = () => useStore.getState().cursor
/** Why a command cannot be done now. */
export const why = (command: Command) => command.unavailable(useStore.getState())
