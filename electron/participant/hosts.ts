/** What the participant thread leaves to control, because a thread that waits in the kernel cannot do it. */
import type { ProcessHost, ResultCodes } from '../../native-bridge/os2/processes.ts'
import type { TimerHost } from '../../native-bridge/os2/windows.ts'
import { now, type ProcessId, processId } from '../../native-bridge/units.ts'
import type { ParticipantReport } from '../contract/participant.ts'
import {
  type Cells,
  change,
  ENDED_PID,
  ENDED_RESULT,
  ENDED_TERMINATE,
  STARTED,
  STOPPING,
  sleepUntil,
} from './cells.ts'
import { Stopped } from './gate.ts'

type Report = (report: ParticipantReport) => void

export const createTimerHost = (report: Report): TimerHost => ({
  start: (window, id, milliseconds) => report({ type: 'timer-start', window, id, milliseconds }),
  stop: (window, id) => report({ type: 'timer-stop', window, id }),
})

const how = process.platform === 'win32' ? 'CreateProcessW' : 'fork, execve'

export function createProcessHost(cells: Cells, report: Report): ProcessHost {
  const stopping = () => Atomics.load(cells, STOPPING) === 1

  function start(program: string, args: string[]) {
    const start = now()
    change(cells, { [STARTED]: 0 })
    report({ type: 'exec', program, args })
    sleepUntil(cells, () => Atomics.load(cells, STARTED) !== 0)
    const pid = Atomics.load(cells, STARTED)
    if (pid < 0) return null
    const kernel = { name: how, args: [program, ...args], result: String(pid), errno: null, start, end: now() }
    return { pid: processId(pid), kernel }
  }

  function ended(pid: ProcessId): ResultCodes | null {
    if (Atomics.load(cells, ENDED_PID) !== pid) return null
    return { codeTerminate: Atomics.load(cells, ENDED_TERMINATE), codeResult: Atomics.load(cells, ENDED_RESULT) }
  }

  return {
    start,
    result(pid, wait) {
      if (wait) sleepUntil(cells, () => ended(pid) !== null || stopping())
      const result = ended(pid)
      if (wait && !result) throw new Stopped()
      return result
    },
  }
}
