/** Presentation Manager's message queue and object windows. Source: PM Programming Guide and Reference. */
import type { MessageQueues, Queue, QueuedMessage } from '../native.ts'
import type { Out } from '../out.ts'
import type { CallEnd, Tracer } from '../trace.ts'
import { hexadecimal, now, type ProcessId, type WindowHandle, windowHandle } from '../units.ts'
import { type Needs, uses, usesOf } from '../uses.ts'
import type { Caller } from './caller.ts'
import {
  PMERR_HEAP_MAX_SIZE_REACHED,
  PMERR_INVALID_HWND,
  PMERR_MSG_QUEUE_ALREADY_EXISTS,
  PMERR_PARAMETER_OUT_OF_RANGE,
  PMERR_QUEUE_FULL,
  PMERR_QUEUE_TOO_LARGE,
  type PmError,
} from './errors.ts'
import { HWND_OBJECT, NULLHANDLE } from './flags.ts'
import { type MessageNames, messageName, WM_QUIT } from './messages.ts'

/** The default size of a queue on OS/2 up to version 3, in messages. */
const DEFAULT_QUEUE_SIZE = 10
/** In messages: as much as System V lets a user's queue hold. */
const LARGEST_QUEUE_SIZE = 1300
const LARGEST_MESSAGE = 0xffff
/** OS/2 numbers the threads of each process from 1; the one that runs the program is the first. */
export const FIRST_THREAD = 1

/** The message structure that WinGetMsg fills. */
export interface Qmsg {
  hwnd: WindowHandle
  msg: number
  mp1: number
  mp2: number
}
export const qmsg = (): Qmsg => ({ hwnd: windowHandle(0), msg: 0, mp1: 0, mp2: 0 })

export interface WindowCalls {
  /** Returns this thread's anchor block handle. */
  WinInitialize(options: number): number
  /** `cmsg` is in messages, 0 for the default of 10. Returns the queue's handle, or NULLHANDLE (0). */
  WinCreateMsgQueue(hab: number, cmsg: number): number
  /**
   * Creates an object window, a descendant of HWND_OBJECT: never shown, gets only posted messages. Its place, style and
   * data mean nothing, and its class need not be registered: messages are taken from the queue where they are wanted.
   * Returns NULLHANDLE (0) without a queue, or for another parent.
   */
  WinCreateWindow(
    hwndParent: number,
    pszClass: string,
    pszName: string,
    flStyle: number,
    x: number,
    y: number,
    cx: number,
    cy: number,
    hwndOwner: number,
    hwndInsertBehind: number,
    id: number,
    pCtlData: null,
    pPresParams: null,
  ): WindowHandle
  /** Returns at once. FALSE when the window is gone or its queue is full; TRUE only means queued. */
  WinPostMsg(hwnd: WindowHandle, msg: number, mp1: number, mp2: number): boolean
  /**
   * Waits for the next message: of one window unless `hwndFilter` is 0, and with an id from `msgFilterFirst` to
   * `msgFilterLast` unless both are 0; the others wait. FALSE only for WM_QUIT, or when the queue is gone.
   */
  WinGetMsg(hab: number, pqmsg: Qmsg, hwndFilter: number, msgFilterFirst: number, msgFilterLast: number): boolean
  /** FALSE when there is no such window. */
  WinQueryWindowProcess(hwnd: WindowHandle, ppid: Out<ProcessId>, ptid: Out<number>): boolean
  /** Posts WM_TIMER to the window after `milliseconds`, again and again. Returns the timer's id. */
  WinStartTimer(hab: number, hwnd: WindowHandle, id: number, milliseconds: number): number
  WinStopTimer(hab: number, hwnd: WindowHandle, id: number): boolean
  WinDestroyWindow(hwnd: WindowHandle): boolean
  WinDestroyMsgQueue(hmq: number): boolean
  WinTerminate(hab: number): boolean
}

/** Who keeps the time: the thread that waits in WinGetMsg cannot. */
export interface TimerHost {
  start(hwnd: WindowHandle, id: number, milliseconds: number): void
  stop(hwnd: WindowHandle, id: number): void
}

const succeeded: CallEnd<boolean> = { value: true, code: 1, name: 'TRUE' }
const failed = (error: PmError): CallEnd<boolean> => ({
  value: false,
  code: 0,
  name: 'FALSE',
  out: { error: `${hexadecimal(error.code, 4)} ${error.name}` },
})
const handle = <T extends number>(value: T, shown: string): CallEnd<T> => ({ value, code: value, name: shown })

export interface WindowCallsParts {
  readonly queues: MessageQueues
  readonly tracer: Tracer
  readonly caller: Caller
  readonly timers: TimerHost
  readonly names: MessageNames
}

export function createWindowCalls({ queues, tracer, caller, timers, names }: WindowCallsParts): WindowCalls & {
  release(): void
} {
  let queue: Queue | null = null
  const windows = new Set<WindowHandle>()

  const messageEvent = (phase: 'posted' | 'received', message: Qmsg, t = now()) => ({
    kind: 'message' as const,
    t,
    phase,
    window: hexadecimal(message.hwnd),
    name: messageName(message.msg, names),
    id: message.msg,
    mp1: hexadecimal(message.mp1),
    mp2: hexadecimal(message.mp2),
  })

  function createQueue(size: number): CallEnd<number> {
    const refused = (error: PmError) => ({ ...failed(error), value: NULLHANDLE, name: 'NULLHANDLE' })
    if (queue) return refused(PMERR_MSG_QUEUE_ALREADY_EXISTS)
    if (size < 0 || size > LARGEST_QUEUE_SIZE) return refused(PMERR_QUEUE_TOO_LARGE)
    const created = queues.createQueue(size || DEFAULT_QUEUE_SIZE)
    if (!created.ok) return refused(PMERR_HEAP_MAX_SIZE_REACHED)
    queue = created.value
    return handle(1, 'hmq')
  }

  const isObjectWindow = (hwnd: number) => hwnd === HWND_OBJECT || windows.has(windowHandle(hwnd))

  function createWindow(parent: number): CallEnd<WindowHandle> {
    const created = queue && isObjectWindow(parent) ? queues.createWindow(queue) : null
    if (!created?.ok) return { value: windowHandle(NULLHANDLE), code: 0, name: 'NULLHANDLE' }
    windows.add(created.value)
    tracer.record({ kind: 'window', t: now(), window: hexadecimal(created.value), event: 'created' })
    return handle(created.value, hexadecimal(created.value))
  }

  function destroyWindow(hwnd: WindowHandle): CallEnd<boolean> {
    if (!windows.delete(hwnd)) return failed(PMERR_INVALID_HWND)
    queues.destroyWindow(hwnd)
    tracer.record({ kind: 'window', t: now(), window: hexadecimal(hwnd), event: 'destroyed' })
    return succeeded
  }

  function post(message: Qmsg): CallEnd<boolean> {
    const { hwnd, msg, mp1, mp2 } = message
    if (msg < 0 || msg > LARGEST_MESSAGE) return failed(PMERR_PARAMETER_OUT_OF_RANGE)
    const before = now()
    const posted = queues.post(hwnd, { id: msg, mp1, mp2 })
    if (!posted.ok) return failed(posted.reason === 'queue-full' ? PMERR_QUEUE_FULL : PMERR_INVALID_HWND)
    // The receiver may have it before this thread runs again: the message exists from before the call on.
    tracer.record(messageEvent('posted', message, before))
    return succeeded
  }

  function get(message: Qmsg, filter: number, first: number, last: number): CallEnd<boolean> {
    const passes = ({ window, id }: QueuedMessage) =>
      (filter === 0 || window === filter) && ((first === 0 && last === 0) || (id >= first && id <= last))
    // WM_QUIT is for everybody, whatever he waits for.
    const received = queue && queues.receive(queue, (each) => each.id === WM_QUIT || passes(each))
    if (!received?.ok) return failed(PMERR_INVALID_HWND)
    const { window, id, mp1, mp2 } = received.value
    Object.assign(message, { hwnd: window, msg: id, mp1, mp2 })
    tracer.record(messageEvent('received', message))
    const out = { msg: messageName(id, names), mp1: hexadecimal(mp1), mp2: hexadecimal(mp2) }
    return id === WM_QUIT
      ? { value: false, code: 0, name: 'FALSE', out }
      : { value: true, code: 1, name: 'TRUE', out }
  }

  function destroyQueue(): CallEnd<boolean> {
    if (!queue) return failed(PMERR_INVALID_HWND)
    for (const hwnd of [...windows]) destroyWindow(hwnd)
    queues.destroyQueue(queue)
    queue = null
    return succeeded
  }

  /** A message of one window, or of any in the queue. */
  function takesFrom(filter: number): Needs {
    const waits = filter === 0 ? [...windows].map((hwnd) => hexadecimal(hwnd)) : [hexadecimal(filter)]
    return { uses: usesOf('write', waits), waits, timeout: null }
  }

  return {
    WinInitialize: (options) => caller('WinInitialize', { flOptions: options }, () => handle(1, 'hab')),
    WinCreateMsgQueue: (hab, size) => caller('WinCreateMsgQueue', { hab, cmsg: size }, () => createQueue(size)),
    WinCreateWindow: (hwndParent, pszClass, pszName, flStyle, x, y, cx, cy, hwndOwner, hwndInsertBehind, id) =>
      caller(
        'WinCreateWindow',
        {
          hwndParent: hwndParent === HWND_OBJECT ? 'HWND_OBJECT' : hexadecimal(hwndParent),
          ...{ pszClass, pszName, flStyle, x, y, cx, cy, hwndOwner, hwndInsertBehind, id },
          pCtlData: null,
          pPresParams: null,
        },
        () => createWindow(hwndParent),
      ),
    WinPostMsg(hwnd, msg, first, second) {
      // As C converts what does not fit an MPARAM.
      const [mp1, mp2] = [first >>> 0, second >>> 0]
      const shown = {
        hwnd: hexadecimal(hwnd),
        msg: messageName(msg, names),
        mp1: hexadecimal(mp1),
        mp2: hexadecimal(mp2),
      }
      return caller('WinPostMsg', shown, () => post({ hwnd, msg, mp1, mp2 }), uses('write', hexadecimal(hwnd)))
    },
    WinGetMsg: (hab, pqmsg, hwndFilter, msgFilterFirst, msgFilterLast) =>
      caller(
        'WinGetMsg',
        { hab, hwndFilter, msgFilterFirst, msgFilterLast },
        () => get(pqmsg, hwndFilter, msgFilterFirst, msgFilterLast),
        takesFrom(hwndFilter),
      ),
    WinQueryWindowProcess: (hwnd, ppid, ptid) =>
      caller(
        'WinQueryWindowProcess',
        { hwnd: hexadecimal(hwnd) },
        () => {
          const owner = queues.ownerOf(hwnd)
          if (!owner.ok) return failed(PMERR_INVALID_HWND)
          ppid.value = owner.value
          ptid.value = FIRST_THREAD
          return { ...succeeded, out: { ppid: owner.value, ptid: ptid.value } }
        },
        uses('read', hexadecimal(hwnd)),
      ),
    WinStartTimer: (hab, hwnd, id, milliseconds) =>
      caller('WinStartTimer', { hab, hwnd: hexadecimal(hwnd), idTimer: id, dtTimeout: milliseconds }, () => {
        timers.start(hwnd, id, milliseconds)
        return handle(id, 'idTimer')
      }),
    WinStopTimer: (hab, hwnd, id) =>
      caller('WinStopTimer', { hab, hwnd: hexadecimal(hwnd), idTimer: id }, () => {
        timers.stop(hwnd, id)
        return succeeded
      }),
    WinDestroyWindow: (hwnd) =>
      caller(
        'WinDestroyWindow',
        { hwnd: hexadecimal(hwnd) },
        () => destroyWindow(hwnd),
        uses('free', hexadecimal(hwnd)),
      ),
    WinDestroyMsgQueue: (hmq) =>
      caller(
        'WinDestroyMsgQueue',
        { hmq },
        destroyQueue,
        uses('free', ...[...windows].map((hwnd) => hexadecimal(hwnd))),
      ),
    WinTerminate: (hab) => caller('WinTerminate', { hab }, () => succeeded),
    release() {
      if (queue) destroyQueue()
    },
  }
}
