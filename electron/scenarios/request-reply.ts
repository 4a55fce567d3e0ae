/**
 * The client and the server of "Shared Memory" in OS/2 Version 2.0 Volume 4: Application Development
 * (IBM, 1992). Two real processes run the two functions below, and every call in them is real.
 */
import { NO_ERROR } from '../../native-bridge/os2/errors.ts'
import * as flags from '../../native-bridge/os2/flags.ts'
import { WM_QUIT } from '../../native-bridge/os2/messages.ts'
import { type Out, out } from '../../native-bridge/os2/out.ts'
import { type Qmsg, qmsg } from '../../native-bridge/os2/windows.ts'
import { type Address, address, processId, windowHandle } from '../../native-bridge/units.ts'
import { answerTo, parseAsk } from './ask.ts'
import { must, type ScenarioProcess, type Verdict } from './process.ts'
import { readReply, readRequest, writeReply, writeRequest } from './request-reply.layout.ts'
import { WM_ACK, WM_READY, WM_REPLY, WM_REQUEST } from './request-reply.messages.ts'
import { completed, lostRequest } from './verdicts.ts'
import { createWaiting, Interrupted } from './waiting.ts'

const { EXEC_ASYNCRESULT, DCWA_PROCESS, DCWW_WAIT, HWND_OBJECT } = flags
const READ_WRITE = flags.PAG_READ | flags.PAG_WRITE
const { OBJ_GIVEABLE, OBJ_GETTABLE } = flags
const SHARING = { 'give+get': OBJ_GIVEABLE | OBJ_GETTABLE, 'give-only': OBJ_GIVEABLE, 'get-only': OBJ_GETTABLE }

/** What the two agree on beforehand, instead of handing over a pointer. */
const objectName = (pidClient: number, what: string, id: number) => `\\SHAREMEM\\${pidClient}\\${what}.${id}`

export function client(process: ScenarioProcess): Verdict {
  const { os2, touch, settings } = process
  const access = settings.access as keyof typeof SHARING
  const timeout = Number(settings.timeout)

  const hab = os2.WinInitialize(0)
  const hmq = os2.WinCreateMsgQueue(hab, 0)
  const hwndClient = os2.WinCreateWindow(HWND_OBJECT, 'Client', 'Sharemem client')
  const windows = [hwndClient]
  while (windows.length < Number(settings.windows)) {
    windows.push(os2.WinCreateWindow(HWND_OBJECT, 'Client', `Sharemem client ${windows.length + 1}`))
  }
  const waiting = createWaiting(process, hab, hwndClient)

  // The handle of the client's window is passed to the server on its command line.
  const child = { codeTerminate: 0, codeResult: 0 }
  must(os2.DosExecPgm(out(''), EXEC_ASYNCRESULT, `server\0${hwndClient}\0\0`, null, child, 'server'))
  const pidServer = processId(child.codeTerminate)

  // Nothing is posted to the server before it has told the handle of its own window.
  const ready = waiting.for(WM_READY, timeout, ({ mp1 }) => {
    const owner = out(processId(0))
    os2.WinQueryWindowProcess(windowHandle(mp1), owner)
    return owner.value === pidServer ? undefined : 'mp1 is no window of the server'
  })
  const hwndServer = windowHandle(ready.mp1)

  const named = settings.naming === 'named'
  const pidClient = out(processId(0))
  if (named) os2.WinQueryWindowProcess(hwndClient, pidClient)

  function allocate(what: string, id: number): Address {
    const pb = out(address(0))
    const name = named ? objectName(pidClient.value, what, id) : null
    const sharing = named ? 0 : SHARING[access]
    must(os2.DosAllocSharedMem(pb, name, Number(settings.size), sharing | flags.PAG_COMMIT | READ_WRITE))
    // From here on the server uses the object too, although it does not know of it yet.
    if (access !== 'get-only') must(os2.DosGiveSharedMem(pb.value, pidServer, READ_WRITE))
    return pb.value
  }

  for (let id = 1, ask = waiting.forAsk(); ask !== null; id += 1, ask = waiting.forAsk()) {
    const pRequest = allocate('REQUEST', id)
    const pReply = settings.objects === 'two' ? allocate('REPLY', id) : pRequest
    const hwndReply = windows[(id - 1) % windows.length] ?? hwndClient
    const mine = ({ hwnd, mp2 }: Qmsg) =>
      hwnd === hwndReply && mp2 === id ? undefined : `request ${id} is the one under way`

    const acknowledgeReceipt = settings.free === 'after-receipt'
    writeRequest(touch, pRequest, { id, hwndReply, ...parseAsk(ask), acknowledgeReceipt })
    const mpReply = pReply === pRequest ? 0 : pReply
    const posted = os2.WinPostMsg(hwndServer, WM_REQUEST, named ? id : pRequest, named && mpReply ? id : mpReply)
    if (!posted) throw new Interrupted(lostRequest)

    // A client that does not care whether the request arrives frees it now. One that does, waits first.
    if (settings.free === 'after-post') os2.DosFreeMem(pRequest)
    if (settings.free === 'after-receipt') {
      waiting.for(WM_ACK, timeout, mine)
      os2.DosFreeMem(pRequest)
    }

    waiting.for(WM_REPLY, timeout, (message) => mine(message) ?? readReply(touch, pReply, id))
    if (settings.free === 'after-reply') os2.DosFreeMem(pRequest)
    if (pReply !== pRequest) os2.DosFreeMem(pReply)
  }

  os2.WinPostMsg(hwndServer, WM_QUIT, 0, 0)
  os2.DosWaitChild(DCWA_PROCESS, DCWW_WAIT, child, out(pidServer), pidServer)
  for (const hwnd of windows) os2.WinDestroyWindow(hwnd)
  os2.WinDestroyMsgQueue(hmq)
  os2.WinTerminate(hab)
  return completed
}

export function server({ os2, touch, argv, settings, foreign }: ScenarioProcess): void {
  const hab = os2.WinInitialize(0)
  const hmq = os2.WinCreateMsgQueue(hab, 0)
  const hwndServer = os2.WinCreateWindow(HWND_OBJECT, 'Server', 'Sharemem server')

  // Initialisation is complete: tell the client which window to post its requests to.
  const hwndClient = windowHandle(Number(argv[0]))
  os2.WinPostMsg(hwndClient, WM_READY, hwndServer, 0)

  const pidClient = out(processId(0))
  if (settings.naming === 'named') os2.WinQueryWindowProcess(hwndClient, pidClient)

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
  while (os2.WinGetMsg(hab, message)) {
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
    const hwndReply = settings.window === 'request' ? request.hwndReply : hwndClient
    if (request.acknowledgeReceipt) os2.WinPostMsg(hwndReply, WM_ACK, pRequest, request.id)

    const pReply = message.mp2 === 0 ? pRequest : take('REPLY', message.mp2)
    if (pReply === null) {
      foreign(message, 'mp2 is no object that this process may use')
      os2.DosFreeMem(pRequest)
      continue
    }
    writeReply(touch, pReply, request.id, answerTo(request))
    os2.WinPostMsg(hwndReply, WM_REPLY, pReply, request.id)

    os2.DosFreeMem(pRequest)
    if (pReply !== pRequest) os2.DosFreeMem(pReply)
  }

  os2.WinDestroyWindow(hwndServer)
  os2.WinDestroyMsgQueue(hmq)
  os2.WinTerminate(hab)
}
