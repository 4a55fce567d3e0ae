/**
 * The client and the server of "Shared Memory" in OS/2 Version 2.0 Volume 4: Application Development
 * (IBM, 1992). Two real processes run the two functions below, and every call in them is real.
 */
import { NO_ERROR } from '../../native-bridge/os2/errors.ts'
import * as flags from '../../native-bridge/os2/flags.ts'
import type { Os2 } from '../../native-bridge/os2/index.ts'
import { WM_QUIT, WM_TIMER } from '../../native-bridge/os2/messages.ts'
import { resultCodes } from '../../native-bridge/os2/processes.ts'
import { type Qmsg, qmsg } from '../../native-bridge/os2/windows.ts'
import { type Out, out } from '../../native-bridge/out.ts'
import {
  type Address,
  address,
  hexadecimal,
  type ProcessId,
  processId,
  type WindowHandle,
  windowHandle,
} from '../../native-bridge/units.ts'
import { CallFailed, Interrupted, must, mustHave, type ScenarioProcess, stopped, type Verdict } from './process.ts'
import { answerTo, parseAsk } from './request-reply/ask.ts'
import { readReply, readRequest, writeReply, writeRequest } from './request-reply/layout.ts'
import { messageNames, WM_ACK, WM_ASK, WM_READY, WM_REPLY, WM_REQUEST } from './request-reply/messages.ts'
import { completed, gaveUp, lostRequest, notTold, timedOut } from './request-reply/verdicts.ts'
import { createWaiting, type Waiting } from './request-reply/waiting.ts'

const { EXEC_ASYNCRESULT, DCWA_PROCESS, DCWW_WAIT, HWND_OBJECT, HWND_BOTTOM, NULLHANDLE } = flags
const READ_WRITE = flags.PAG_READ | flags.PAG_WRITE
const { OBJ_GIVEABLE, OBJ_GETTABLE } = flags
const SHARING = { 'give+get': OBJ_GIVEABLE | OBJ_GETTABLE, 'give-only': OBJ_GIVEABLE, 'get-only': OBJ_GETTABLE }

/** Style, place, size, owner and order of a window that is never shown. */
const UNSEEN = [0, 0, 0, 0, 0, NULLHANDLE, HWND_BOTTOM] as const

/** How often a message that found no room is posted again, and after how many milliseconds each time. */
const ATTEMPTS = 5
const PAUSE = 50

/** A full queue has room again once its owner has run. Returns whether the message was queued in the end. */
function postAgain(os2: Os2, hwnd: WindowHandle, msg: number, mp1: number, mp2: number): boolean {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    os2.DosSleep(PAUSE)
    if (os2.WinPostMsg(hwnd, msg, mp1, mp2)) return true
  }
  return false
}

/** What the two agree on beforehand, instead of handing over a pointer. */
const objectName = (pidClient: number, what: string, id: number) => `\\SHAREMEM\\${pidClient}\\${what}.${id}`

export function client(process: ScenarioProcess): Verdict {
  const { os2, settings } = process
  const timeout = Number(settings.timeout)

  const hab = os2.WinInitialize(0)
  const hmq = mustHave(os2.WinCreateMsgQueue(hab, 0))
  const createWindow = (title: string, id: number) =>
    mustHave(os2.WinCreateWindow(HWND_OBJECT, 'Client', title, ...UNSEEN, id, null, null))
  const hwndClient = createWindow('Sharemem client', 1)
  const windows = [hwndClient]
  while (windows.length < Number(settings.windows)) {
    windows.push(createWindow(`Sharemem client ${windows.length + 1}`, windows.length + 1))
  }
  const waiting = createWaiting(process, hab, hwndClient)

  // The handle of the client's window is passed to the server on its command line.
  const child = resultCodes()
  must(os2.DosExecPgm(out(''), 0, EXEC_ASYNCRESULT, `server\0${hwndClient}\0\0`, null, child, 'server'))
  const pidServer = processId(child.codeTerminate)

  // Nothing is posted to the server before it has told the handle of its own window.
  const ready = waiting.for(WM_READY, timeout, ({ mp1 }) => {
    const owner = out(processId(0))
    os2.WinQueryWindowProcess(windowHandle(mp1), owner, out(0))
    return owner.value === pidServer ? undefined : 'mp1 is no window of the server'
  })
  const hwndServer = windowHandle(ready.mp1)

  const requests = createRequests(process, waiting, { windows, hwndServer, pidServer })
  for (requests.post(); requests.underWay > 0 || process.interactive; requests.post()) {
    const message = waiting.next()
    if (message) requests.hear(message)
    else if (requests.underWay > 0) throw new Interrupted(stopped)
    else break
  }

  const told = os2.WinPostMsg(hwndServer, WM_QUIT, 0, 0) || postAgain(os2, hwndServer, WM_QUIT, 0, 0)
  if (!told) throw new Interrupted(notTold)
  waiting.forTheEnd(timeout, requests.hear, () => requests.missing > 0)
  os2.DosWaitChild(DCWA_PROCESS, DCWW_WAIT, child, out(pidServer), pidServer)
  for (const hwnd of windows) os2.WinDestroyWindow(hwnd)
  os2.WinDestroyMsgQueue(hmq)
  os2.WinTerminate(hab)
  return requests.verdict()
}

/** A request that was posted and is not answered yet. */
interface Pending {
  readonly id: number
  readonly hwndReply: WindowHandle
  readonly pRequest: Address
  /** The request's own object, when the reply returns in it. */
  readonly pReply: Address
  /** Whether the client has freed the object that carries the request. */
  freed: boolean
  timer: number
}

interface Parties {
  readonly windows: readonly WindowHandle[]
  readonly hwndServer: WindowHandle
  readonly pidServer: ProcessId
}

/** The client's requests: several may be under way, and the server answers them in its own time. */
function createRequests(process: ScenarioProcess, waiting: Waiting, { windows, hwndServer, pidServer }: Parties) {
  const { os2, touch, settings, foreign, note, frame } = process
  const access = settings.access as keyof typeof SHARING
  const named = settings.naming === 'named'
  const timeout = Number(settings.timeout)
  const underWay = new Map<number, Pending>()
  /** Given up, and not heard of since. */
  const missing = new Set<number>()
  let count = 0
  let givenUp = 0

  const [hwndClient = windowHandle(0)] = windows
  const pidClient = out(processId(0))
  if (named) os2.WinQueryWindowProcess(hwndClient, pidClient, out(0))

  function allocate(what: string, id: number): Address {
    const pb = out(address(0))
    const name = named ? objectName(pidClient.value, what, id) : null
    const sharing = named ? 0 : SHARING[access]
    must(os2.DosAllocSharedMem(pb, name, Number(settings.size), sharing | flags.PAG_COMMIT | READ_WRITE))
    // From here on the server uses the object too, although it does not know of it yet.
    if (access !== 'get-only') must(os2.DosGiveSharedMem(pb.value, pidServer, READ_WRITE))
    return pb.value
  }

  function postRequest(id: number, ask: string) {
    const pRequest = allocate('REQUEST', id)
    const pReply = settings.objects === 'two' ? allocate('REPLY', id) : pRequest
    const hwndReply = settings.window === 'frame' ? frame : (windows[(id - 1) % windows.length] ?? hwndClient)
    const pending: Pending = { id, hwndReply, pRequest, pReply, freed: false, timer: 0 }

    const acknowledgeReceipt = settings.free === 'after-receipt'
    writeRequest(touch, pRequest, { id, hwndReply, ...parseAsk(ask), acknowledgeReceipt })
    const mpReply = pReply === pRequest ? 0 : pReply
    const posted = os2.WinPostMsg(hwndServer, WM_REQUEST, named ? id : pRequest, named && mpReply ? id : mpReply)
    if (!posted) throw new Interrupted(lostRequest)

    // A client that does not care whether the request arrives frees it now. One that does, waits first.
    if (settings.free === 'after-post') freeRequest(pending)
    pending.timer = waiting.startTimer(timeout)
    underWay.set(id, pending)
  }

  function freeRequest(pending: Pending) {
    if (!pending.freed) os2.DosFreeMem(pending.pRequest)
    pending.freed = true
  }

  function end(pending: Pending) {
    underWay.delete(pending.id)
    waiting.stopTimer(pending.timer)
    freeRequest(pending)
    if (pending.pReply !== pending.pRequest) os2.DosFreeMem(pending.pReply)
  }

  function acknowledged(pending: Pending) {
    waiting.stopTimer(pending.timer)
    freeRequest(pending)
    pending.timer = waiting.startTimer(timeout)
  }

  function replied(pending: Pending, message: Qmsg) {
    const wrong = readReply(touch, pending.pReply, pending.id)
    if (wrong === undefined) end(pending)
    else foreign(message, wrong)
  }

  /** The server may still write to what it was given: it holds the objects until it frees them itself. */
  function giveUp(pending: Pending) {
    if (settings.unanswered === 'end') throw new Interrupted(timedOut(timeout))
    note(`The client gave up request ${pending.id}: it was not answered within ${timeout} ms.`, pending.id)
    missing.add(pending.id)
    givenUp += 1
    end(pending)
  }

  function late({ msg, mp1, mp2: id }: Qmsg) {
    if (msg === WM_REPLY) missing.delete(id)
    const what = msg === WM_REPLY ? 'An answer' : 'An acknowledgement'
    note(`${what} came late, to request ${id}, which was given up: ${hexadecimal(mp1)} is not touched.`)
  }

  return {
    get underWay() {
      return underWay.size
    },
    get missing() {
      return missing.size
    },
    /** Asks as much as may be under way at a time. */
    post() {
      while (underWay.size < Number(settings.outstanding)) {
        const ask = process.nextAsk()
        if (ask === null) break
        count += 1
        postRequest(count, ask)
      }
    },
    hear(message: Qmsg) {
      const { hwnd, msg, mp1, mp2: id } = message
      if (msg === WM_ASK) return
      if (msg === WM_TIMER) {
        const pending = [...underWay.values()].find(({ timer }) => timer === mp1)
        // Else it is the last tick of a timer that was stopped.
        return pending && giveUp(pending)
      }
      if (msg !== WM_ACK && msg !== WM_REPLY) return foreign(message, 'nobody waits for such a message now')
      if (missing.has(id)) return late(message)
      const pending = underWay.get(id)
      if (pending?.hwndReply !== hwnd) return foreign(message, 'no such request is under way')
      if (msg === WM_REPLY) return replied(pending, message)
      const asked = settings.free === 'after-receipt' && !pending.freed
      return asked ? acknowledged(pending) : foreign(message, 'no acknowledgement was asked for')
    },
    verdict: () => (givenUp > 0 ? gaveUp(givenUp, count, timeout) : completed),
  }
}

export function server({ os2, touch, argv, settings, foreign, note }: ScenarioProcess): undefined {
  const hab = os2.WinInitialize(0)
  const hmq = mustHave(os2.WinCreateMsgQueue(hab, 0))
  const hwndServer = mustHave(os2.WinCreateWindow(HWND_OBJECT, 'Server', 'Sharemem server', ...UNSEEN, 1, null, null))

  // Initialisation is complete: tell the client which window to post its requests to.
  const hwndClient = windowHandle(Number(argv[0] ?? 0))
  const knows = hwndClient === NULLHANDLE || os2.WinPostMsg(hwndClient, WM_READY, hwndServer, 0)
  if (!knows) reachClient(hwndClient, WM_READY, hwndServer, 0)
  function reachClient(hwnd: WindowHandle, msg: number, mp1: number, mp2: number) {
    if (postAgain(os2, hwnd, msg, mp1, mp2)) return
    note(`The server gave up posting ${messageNames[msg]}: the client’s queue has no room, or its window is gone.`)
  }

  const pidClient = out(processId(0))
  if (settings.naming === 'named') os2.WinQueryWindowProcess(hwndClient, pidClient, out(0))

  /** The object that a message parameter stands for; null when this process may not use it. */
  function take(what: string, mp: number): Address | null {
    const pb = out(address(mp))
    return mayUse(pb, what) ? pb.value : null
  }

  function mayUse(pb: Out<Address>, what: string): boolean {
    if (settings.naming === 'named') {
      return os2.DosGetNamedSharedMem(pb, objectName(pidClient.value, what, pb.value), READ_WRITE) === NO_ERROR
    }
    if (settings.access !== 'give-only') return os2.DosGetSharedMem(pb.value, READ_WRITE) === NO_ERROR
    // What was given can be used at once; whether it was, memory itself tells.
    const flag = out(0)
    return os2.DosQueryMem(pb.value, out(1), flag) === NO_ERROR && (flag.value & READ_WRITE) === READ_WRITE
  }

  const message = qmsg()
  while (os2.WinGetMsg(hab, message, NULLHANDLE, 0, 0)) {
    if (message.msg !== WM_REQUEST) {
      foreign(message, 'the server knows no such message')
      continue
    }
    const pRequest = take('REQUEST', message.mp1)
    if (pRequest === null) {
      foreign(message, 'mp1 is no object that this process may use')
      continue
    }
    const request = readRequest(touch, pRequest)
    if (typeof request === 'string') {
      foreign(message, request)
      os2.DosFreeMem(pRequest)
      continue
    }
    // The acknowledgement of receipt goes out before the request is processed.
    const hwndReply = settings.window === 'command-line' ? hwndClient : request.hwndReply
    const queued = !request.acknowledgeReceipt || os2.WinPostMsg(hwndReply, WM_ACK, pRequest, request.id)
    if (!queued) reachClient(hwndReply, WM_ACK, pRequest, request.id)

    const pReply = message.mp2 === 0 ? pRequest : take('REPLY', message.mp2)
    if (pReply === null) {
      foreign(message, 'mp2 is no object that this process may use')
      os2.DosFreeMem(pRequest)
      continue
    }
    writeReply(touch, pReply, request.id, answerTo(request))
    const replied = os2.WinPostMsg(hwndReply, WM_REPLY, pReply, request.id)
    if (!replied) reachClient(hwndReply, WM_REPLY, pReply, request.id)

    os2.DosFreeMem(pRequest)
    if (pReply !== pRequest) os2.DosFreeMem(pReply)
  }

  // WinGetMsg is false for WM_QUIT, and for a queue that is gone.
  if (message.msg !== WM_QUIT) throw new CallFailed(null)

  os2.WinDestroyWindow(hwndServer)
  os2.WinDestroyMsgQueue(hmq)
  os2.WinTerminate(hab)
}
