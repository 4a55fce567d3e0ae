/** Presentation Manager's message queue and object windows. Source: PM Programming Guide and Reference. */
import type { MessageQueues, Queue } from '../native.ts'
import type { CallEnd, Tracer } from '../trace.ts'
import { hexadecimal, now, type ProcessId, type WindowHandle, windowHandle } from '../units.ts'
import {
  PMERR_HEAP_MAX_SIZE_REACHED,
  PMERR_INVALID_HWND,
  PMERR_MSG_QUEUE_ALREADY_EXISTS,
  PMERR_QUEUE_FULL,
  type PmError,
} from './errors.ts'
import type { HWND_OBJECT } from './flags.ts'
import { type MessageNames, messageName, WM_QUIT } from './messages.ts'
import type { Out } from './out.ts'

/** The default size of a queue on OS/2 up to version 3, in messages. */
const DEFAULT_QUEUE_SIZE = 10
const NULLHANDLE = 0

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
  /** `size` is in messages, 0 for the default of 10. Returns the queue's handle, or NULLHANDLE (0). */
  WinCreateMsgQueue(hab: number, size: number): number
  /** Creates an object window: never shown, gets only posted messages. Returns NULLHANDLE (0) without a queue. */
  WinCreateWindow(parent: typeof HWND_OBJECT, className: string, text: string): WindowHandle
  /** Returns at once. FALSE when the window is gone or its queue is full; TRUE only means queued. */
  WinPostMsg(hwnd: WindowHandle, msg: number, mp1: number, mp2: number): boolean
  /** Waits for the next message. FALSE only for WM_QUIT, or when the queue is gone. */
  WinGetMsg(hab: number, message: Qmsg): boolean
  WinQueryWindowProcess(hwnd: WindowHandle, ppid: Out<ProcessId>): boolean
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

export function createWindowCalls(
  queues: MessageQueues,
  tracer: Tracer,
  timers: TimerHost,
  names: MessageNames,
): WindowCalls & { release(): void } {
  let queue: Queue | null = null
  const windows = new Set<WindowHandle>()

  const call = <T>(name: string, args: Record<string, string | number>, body: () => CallEnd<T>, blocking = false) =>
    tracer.call({ api: 'os2', name, args, blocking }, body)

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
    const created = queues.createQueue(size || DEFAULT_QUEUE_SIZE)
    if (!created.ok) return refused(PMERR_HEAP_MAX_SIZE_REACHED)
    queue = created.value
    return handle(1, 'hmq')
  }

  function createWindow(): CallEnd<WindowHandle> {
    const created = queue ? queues.createWindow(queue) : null
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
    const before = now()
    const posted = queues.post(hwnd, { id: msg, mp1, mp2 })
    if (!posted.ok) return failed(posted.reason === 'queue-full' ? PMERR_QUEUE_FULL : PMERR_INVALID_HWND)
    // The receiver may have it before this thread runs again: the message exists from before the call on.
    tracer.record(messageEvent('posted', message, before))
    return succeeded
  }

  function get(message: Qmsg): CallEnd<boolean> {
    const received = queue ? queues.receive(queue) : null
    if (!received?.ok) return failed(PMERR_INVALID_HWND)
    const { window, id, mp1, mp2 } = received.value
    Object.assign(message, { hwnd: window, msg: id, mp1, mp2 })
    tracer.record(messageEvent('received', message))
    const out = { msg: messageName(id, names), mp1: hexadecimal(mp1), mp2: hexadecimal(mp2) }
    return id === WM_QUIT ? { value: false, code: 0, name: 'FALSE', out } : { ...succeeded, out }
  }

  function destroyQueue(): CallEnd<boolean> {
    if (!queue) return failed(PMERR_INVALID_HWND)
    for (const hwnd of [...windows]) destroyWindow(hwnd)
    queues.destroyQueue(queue)
    queue = null
    return succeeded
  }

  return {
    WinInitialize: (options) => call('WinInitialize', { flOptions: options }, () => handle(1, 'hab')),
    WinCreateMsgQueue: (hab, size) => call('WinCreateMsgQueue', { hab, cmsg: size }, () => createQueue(size)),
    WinCreateWindow: (_parent, className, text) =>
      call('WinCreateWindow', { hwndParent: 'HWND_OBJECT', pszClass: className, pszName: text }, createWindow),
    WinPostMsg: (hwnd, msg, mp1, mp2) =>
      call(
        'WinPostMsg',
        { hwnd: hexadecimal(hwnd), msg: messageName(msg, names), mp1: hexadecimal(mp1), mp2: hexadecimal(mp2) },
        () => post({ hwnd, msg, mp1, mp2 }),
      ),
    WinGetMsg: (hab, message) => call('WinGetMsg', { hab }, () => get(message), true),
    WinQueryWindowProcess: (hwnd, ppid) =>
      call('WinQueryWindowProcess', { hwnd: hexadecimal(hwnd) }, () => {
        const owner = queues.ownerOf(hwnd)
        if (!owner.ok) return failed(PMERR_INVALID_HWND)
        ppid.value = owner.value
        return { ...succeeded, out: { ppid: owner.value } }
      }),
    WinStartTimer: (hab, hwnd, id, milliseconds) =>
      call('WinStartTimer', { hab, hwnd: hexadecimal(hwnd), idTimer: id, dtTimeout: milliseconds }, () => {
        timers.start(hwnd, id, milliseconds)
        return handle(id, 'idTimer')
      }),
    WinStopTimer: (hab, hwnd, id) =>
      call('WinStopTimer', { hab, hwnd: hexadecimal(hwnd), idTimer: id }, () => {
        timers.stop(hwnd, id)
        return succeeded
      }),
    WinDestroyWindow: (hwnd) => call('WinDestroyWindow', { hwnd: hexadecimal(hwnd) }, () => destroyWindow(hwnd)),
    WinDestroyMsgQueue: (hmq) => call('WinDestroyMsgQueue', { hmq }, destroyQueue),
    WinTerminate: (hab) => call('WinTerminate', { hab }, () => succeeded),
    release() {
      if (queue) destroyQueue()
    },
  }
}
