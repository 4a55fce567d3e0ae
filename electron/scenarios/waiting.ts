/** How the client waits for one message among whatever else reaches its window. */
import { WM_TIMER } from '../../native-bridge/os2/messages.ts'
import { type Qmsg, qmsg } from '../../native-bridge/os2/windows.ts'
import type { WindowHandle } from '../../native-bridge/units.ts'
import type { ScenarioProcess, Verdict } from './process.ts'
import { WM_ASK, WM_SERVER_ENDED } from './request-reply.messages.ts'
import { serverEnded, stopped, timedOut } from './verdicts.ts'

/** Leaves a half in the middle; what it still holds is freed as its process ends. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
  constructor(readonly verdict: Verdict) {
    super(verdict.text)
  }
}

export interface Waiting {
  /**
   * Waits for message `id`; `refuse` says what is wrong with one, or nothing. Other messages are foreign.
   * Raises Interrupted when `milliseconds` pass first, the server ends, or the person stops the run.
   */
  for(id: number, milliseconds: number, refuse: (message: Qmsg) => string | undefined): Qmsg
  /** Waits until the person asks; null when the person ends the run instead. */
  forAsk(): string | null
}

export function createWaiting(process: ScenarioProcess, hab: number, hwnd: WindowHandle): Waiting {
  const { os2, foreign, nextAsk, interactive } = process
  const message = qmsg()
  // Each wait has a timer of its own, so that the late tick of an earlier one is not mistaken for its own.
  let timer = 0

  function pass(id: number): boolean {
    if (message.msg === WM_TIMER && message.mp1 !== timer) return true
    return message.msg === WM_ASK && id !== WM_ASK
  }

  return {
    for(id, milliseconds, refuse) {
      timer = os2.WinStartTimer(hab, hwnd, timer + 1, milliseconds)
      while (os2.WinGetMsg(hab, message)) {
        if (message.msg === WM_SERVER_ENDED) throw new Interrupted(serverEnded)
        if (message.msg === WM_TIMER && message.mp1 === timer) throw new Interrupted(timedOut(milliseconds))
        if (pass(id)) continue
        const wrong = message.msg === id ? refuse(message) : 'nobody waits for such a message now'
        if (wrong === undefined) {
          os2.WinStopTimer(hab, hwnd, timer)
          return message
        }
        foreign(message, wrong)
      }
      throw new Interrupted(stopped)
    },
    forAsk() {
      for (;;) {
        const ask = nextAsk()
        if (ask !== null || !interactive) return ask
        if (!os2.WinGetMsg(hab, message)) return null
        if (message.msg === WM_SERVER_ENDED) throw new Interrupted(serverEnded)
        if (message.msg !== WM_ASK && message.msg !== WM_TIMER) foreign(message, 'no request is under way')
      }
    },
  }
}
