/** How the client waits: for one message, or for whatever comes to its windows next. */
import { NULLHANDLE } from '../../../native-bridge/os2/flags.ts'
import { WM_QUIT, WM_TIMER } from '../../../native-bridge/os2/messages.ts'
import { type Qmsg, qmsg } from '../../../native-bridge/os2/windows.ts'
import type { WindowHandle } from '../../../native-bridge/units.ts'
import { CallFailed, Interrupted, type ScenarioProcess, stopped } from '../process.ts'
import { WM_ASK, WM_SERVER_ENDED } from './messages.ts'
import { serverEnded, timedOut } from './verdicts.ts'

export interface Waiting {
  /**
   * Waits for message `id`; `refuse` says what is wrong with one, or nothing. Other messages are foreign.
   * Raises Interrupted when `milliseconds` pass first, the server ends, or the person stops the run.
   */
  for(id: number, milliseconds: number, refuse: (message: Qmsg) => string | undefined): Qmsg
  /** The next message; null when the person ends the run. Raises Interrupted when the server ends. */
  next(): Qmsg | null
  /** Hears what still comes while `expecting` holds and the server has not ended. Raises Interrupted as `for` does. */
  forTheEnd(milliseconds: number, hear: (message: Qmsg) => void, expecting: () => boolean): void
  /** Returns the timer's id, which no other one has: the late tick of an earlier one is not mistaken for its own. */
  startTimer(milliseconds: number): number
  stopTimer(timer: number): void
}

export function createWaiting({ os2, foreign }: ScenarioProcess, hab: number, hwnd: WindowHandle): Waiting {
  const message = qmsg()
  let timers = 0

  /** False only for WM_QUIT: a queue that is gone is an error. */
  function get(): boolean {
    const got = os2.WinGetMsg(hab, message, NULLHANDLE, 0, 0)
    if (!got && message.msg !== WM_QUIT) throw new CallFailed(null)
    return got
  }

  function next(): Qmsg | null {
    if (!get()) return null
    if (message.msg === WM_SERVER_ENDED) throw new Interrupted(serverEnded)
    return message
  }
  function startTimer(milliseconds: number) {
    timers += 1
    return os2.WinStartTimer(hab, hwnd, timers, milliseconds)
  }
  const stopTimer = (timer: number) => os2.WinStopTimer(hab, hwnd, timer)
  const isTick = (timer: number) => message.msg === WM_TIMER && message.mp1 === timer

  return {
    next,
    startTimer,
    stopTimer,
    for(id, milliseconds, refuse) {
      const timer = startTimer(milliseconds)
      while (next()) {
        if (isTick(timer)) throw new Interrupted(timedOut(milliseconds))
        const wrong = message.msg === id ? refuse(message) : 'nobody waits for such a message now'
        if (wrong === undefined) {
          stopTimer(timer)
          return message
        }
        if (message.msg !== WM_ASK) foreign(message, wrong)
      }
      throw new Interrupted(stopped)
    },
    forTheEnd(milliseconds, hear, expecting) {
      if (!expecting()) return
      const timer = startTimer(milliseconds)
      while (expecting() && get() && message.msg !== WM_SERVER_ENDED) {
        if (isTick(timer)) throw new Interrupted(timedOut(milliseconds))
        hear(message)
      }
      stopTimer(timer)
    },
  }
}
