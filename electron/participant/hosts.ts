/** What the participant thread leaves to control, because a thread that waits in the kernel cannot do it. */
import type { Keyboard } from '../../native-bridge/crt/index.ts'
import type { ProcessHost as Os2ProcessHost } from '../../native-bridge/os2/processes.ts'
import type { TimerHost } from '../../native-bridge/os2/windows.ts'
import { now, processId } from '../../native-bridge/units.ts'
import type { ProcessHost as WinApiProcessHost } from '../../native-bridge/winapi/processes.ts'
import type { EndedChild, ParticipantReport } from '../contract/participant.ts'
import {
  type Cells,
  change,
  ENDED,
  KEYS,
  OTHERS_CAME,
  STARTED,
  STOPPING,
  sleepUntil,
  whileResting,
  whileWaiting,
} from './cells.ts'
import { createRunClock } from './run-clock.ts'

/** How often who waits for a key looks who uses its objects, in milliseconds. */
const LOOK_AGAIN = 20

type Report = (report: ParticipantReport) => void

export const createTimerHost = (report: Report): TimerHost => ({
  start: (window, id, milliseconds) => report({ type: 'timer-start', window, id, milliseconds }),
  stop: (window, id) => report({ type: 'timer-stop', window, id }),
})

const how = process.platform === 'win32' ? 'CreateProcessW' : 'fork, execve'

/** `children` tells of those that have ended. */
export function createProcessHost(
  cells: Cells,
  children: () => EndedChild[],
  report: Report,
): Os2ProcessHost & WinApiProcessHost {
  const stopping = () => Atomics.load(cells, STOPPING) === 1
  const clock = createRunClock(cells)

  function start(program: string, args: string[]) {
    const start = now()
    change(cells, { [STARTED]: 0 })
    report({ type: 'exec', program, args })
    whileWaiting(cells, () => sleepUntil(cells, () => Atomics.load(cells, STARTED) !== 0))
    const pid = Atomics.load(cells, STARTED)
    if (pid < 0) return null
    const kernel = { name: how, args: [program, ...args], result: String(pid), errno: null, start, end: now() }
    return { pid: processId(pid), kernel }
  }

  /** How many ends this thread has been told of. */
  let heard = 0
  const codes = new Map<number, number>()
  let fresh: EndedChild[] = []

  function hear() {
    const ended = children()
    heard += ended.length
    fresh.push(...ended)
    for (const { pid, codeResult } of ended) codes.set(pid, codeResult)
  }

  return {
    start,
    ended() {
      hear()
      const ended = fresh
      fresh = []
      return ended.map((child) => ({ ...child, pid: processId(child.pid) }))
    },
    exitCode(pid) {
      hear()
      return codes.get(pid) ?? null
    },
    sleep() {
      whileResting(cells, () => sleepUntil(cells, () => Atomics.load(cells, ENDED) > heard || stopping()))
      return !stopping()
    },
    pause(milliseconds) {
      whileResting(cells, () => sleepUntil(cells, stopping, milliseconds, clock))
      return !stopping()
    },
  }
}

/**
 * The console of this process: a key is pressed by the supervisor, for the person. `look` is called again and again
 * meanwhile.
 */
export function createKeyboard(cells: Cells, look: (() => void) | null = null): Keyboard {
  const stopping = () => Atomics.load(cells, STOPPING) === 1
  let used = 0
  const isPressed = () => Atomics.load(cells, KEYS) > used
  const isOver = () => isPressed() || stopping()

  function waitAndLook(look: () => void) {
    while (!isOver()) {
      look()
      // A program of somebody else's may use an object for less than a millisecond: until it has come, nothing is missed.
      if (Atomics.load(cells, OTHERS_CAME) === 1) sleepUntil(cells, isOver, LOOK_AGAIN)
    }
    look()
  }
  return {
    isPressed,
    awaitKey() {
      if (look) whileWaiting(cells, () => waitAndLook(look))
      else whileResting(cells, () => sleepUntil(cells, isOver))
      used += 1
      return !stopping()
    },
  }
}
