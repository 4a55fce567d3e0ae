/**
 * Message queues and windows: a thread has one queue, which the kernel makes, and its windows are message-only ones.
 */
import type { MessageQueues, QueuedMessage, Result } from '../native.ts'
import { processId, type WindowHandle, windowHandle } from '../units.ts'
import { failure, winerror } from './errors.ts'
import { type Invoke, minusOneFails, neverFails } from './invoke.ts'
import type { Kernel32 } from './kernel32.ts'
import { fromPosted, toPosted } from './message-ids.ts'
import { createQueueRoom } from './queue-room.ts'
import {
  HWND_BROADCAST,
  HWND_MESSAGE,
  MSG,
  PM_NOREMOVE,
  type User32,
  WM_QUIT,
  WM_USER,
  WNDCLASSEXW,
} from './user32.ts'

const CLASS = 'sharemem'
/** As an unsigned number it reaches the windows of all programs, like HWND_BROADCAST. */
const HWND_TOPMOST = 0xffff_ffff

const done: Result<void> = { ok: true, value: undefined }
const notFound = { ok: false, reason: 'not-found', error: null } as const
const queueGone = { ok: false, reason: 'queue-gone', error: null } as const

type Wanted = (message: QueuedMessage) => boolean

export interface QueuesParts {
  readonly kernel32: Kernel32
  readonly user32: User32
  readonly invoke: Invoke
}

export function createQueues({ kernel32, user32, invoke }: QueuesParts): MessageQueues {
  /** The token of this thread's queue is the thread's id. */
  let own: number | null = null
  const windows = new Set<number>()
  /** What was received while others were wanted, in its order: each keeps its place until it is taken. */
  let passedOver: QueuedMessage[] = []

  const room = createQueueRoom(kernel32, invoke)

  /** The thread whose queue the window's messages go to; 0 when there is no such window. */
  const threadOf = (window: WindowHandle) =>
    invoke('GetWindowThreadProcessId', [window, null], () => user32.GetWindowThreadProcessId(window, null)).value

  const threadId = () => invoke('GetCurrentThreadId', [], () => kernel32.GetCurrentThreadId()).value

  /** Its window procedure is the kernel's own: what comes is taken from the queue, and never dispatched. */
  function registerClass() {
    const moduleOf = (name: string | null) =>
      invoke('GetModuleHandleW', [name], () => kernel32.GetModuleHandleW(name)).value
    const user = moduleOf('user32.dll')
    const lpfnWndProc = invoke('GetProcAddress', [user, 'DefWindowProcW'], () =>
      kernel32.GetProcAddress(user, 'DefWindowProcW'),
    ).value
    const windowClass = {
      cbSize: WNDCLASSEXW.size,
      style: 0,
      lpfnWndProc,
      cbClsExtra: 0,
      cbWndExtra: 0,
      hInstance: moduleOf(null),
      hIcon: 0,
      hCursor: 0,
      hbrBackground: 0,
      lpszMenuName: 0,
      lpszClassName: CLASS,
      hIconSm: 0,
    }
    return invoke('RegisterClassExW', [CLASS], () => user32.RegisterClassExW(windowClass), {
      // Another thread of this process has registered it.
      check: (value, code) => (value !== 0 || code === winerror.ERROR_CLASS_ALREADY_EXISTS ? 0 : code),
    }).error
  }

  function createQueue(capacity: number): ReturnType<MessageQueues['createQueue']> {
    if (own !== null) return { ok: false, reason: 'exists', error: null }
    const refused = registerClass()
    if (refused) return failure(refused)
    // The kernel makes a thread's queue at its first call of this kind.
    invoke(
      'PeekMessageW',
      [0, 'WM_USER', 'WM_USER', 'PM_NOREMOVE'],
      () => user32.PeekMessageW(Buffer.alloc(MSG.size), 0, WM_USER, WM_USER, PM_NOREMOVE),
      { check: neverFails },
    )
    const thread = threadId()
    const roomless = room.make(thread, capacity)
    if (roomless) return failure(roomless)
    own = thread
    return { ok: true, value: { token: own } }
  }

  function createWindow(token: number): Result<WindowHandle> {
    if (token !== own) return notFound
    const { error, value } = invoke('CreateWindowExW', [CLASS, 'HWND_MESSAGE'], () => {
      const instance = kernel32.GetModuleHandleW(null)
      return user32.CreateWindowExW(0, CLASS, null, 0, 0, 0, 0, 0, HWND_MESSAGE, 0, instance, null)
    })
    if (error) return failure(error)
    // Handles have 32 significant bits, and arrive with their sign.
    const window = value >>> 0
    windows.add(window)
    return { ok: true, value: windowHandle(window) }
  }

  function destroyWindow(window: number): Result<void> {
    // Only the thread that made a window may destroy it.
    if (!windows.delete(window)) return notFound
    drop((message) => message.window === window)
    const destroyed = invoke('DestroyWindow', [window], () => user32.DestroyWindow(window))
    return destroyed.error ? failure(destroyed.error) : done
  }

  function destroyQueue(token: number): Result<void> {
    if (token === own) {
      own = null
      passedOver = []
      room.drop()
      for (const window of windows) destroyWindow(window)
      return done
    }
    if (token === threadId()) return notFound
    // Only its own thread may destroy its windows: it is woken by this, and does it.
    const posted = invoke('PostThreadMessageW', [token, 'WM_QUIT', 0, 0], () =>
      user32.PostThreadMessageW(token, WM_QUIT, 0, 0),
    )
    return posted.error ? failure(posted.error) : done
  }

  function post(window: WindowHandle, { id, mp1, mp2 }: { id: number; mp1: number; mp2: number }): Result<void> {
    // These are no windows, and the kernel would not refuse them.
    if (window === 0 || window === HWND_BROADCAST || window === HWND_TOPMOST) return notFound
    const thread = threadOf(window)
    const full = room.take(thread)
    if (full) return failure(full, 'queue-full')
    const { message, wParam } = toPosted(id, mp1)
    const posted = invoke('PostMessageW', [window, message, wParam, mp2], () =>
      user32.PostMessageW(window, message, wParam, mp2),
    )
    if (!posted.error) return done
    room.giveBack(thread)
    return failure(posted.error)
  }

  /** Takes those out of what was passed over, and frees their places. */
  function drop(which: Wanted) {
    const left = passedOver.filter((message) => !which(message))
    for (let freed = passedOver.length - left.length; freed > 0; freed -= 1) room.free()
    passedOver = left
  }

  function receive(token: number, wanted: Wanted): Result<QueuedMessage> {
    const waiting = token === own ? passedOver.find(wanted) : undefined
    if (waiting) {
      drop((message) => message === waiting)
      return { ok: true, value: waiting }
    }
    for (;;) {
      const taken = take(token)
      if (taken.ok && !wanted(taken.value)) {
        passedOver.push(taken.value)
        continue
      }
      if (taken.ok) room.free()
      return taken
    }
  }

  /** The next message from the kernel; its place is not free yet. */
  function take(token: number): Result<QueuedMessage> {
    const message = Buffer.alloc(MSG.size)
    const field = (at: number) => message.readUInt32LE(at)
    while (token === own) {
      const received = invoke('GetMessageW', [0, 0, 0], () => user32.GetMessageW(message, 0, 0, 0), {
        check: minusOneFails,
      })
      if (received.error) return failure(received.error)
      const window = message.readUInt32LE(MSG.hwnd)
      if (received.value === 0) {
        // WM_QUIT. The queue is none of ours from here on, and the loop ends.
        destroyQueue(token)
      } else if (windows.has(window)) {
        const [mp1, mp2] = [field(MSG.wParam), field(MSG.lParam)]
        const id = fromPosted(field(MSG.message), field(MSG.wParam + 4))
        return { ok: true, value: { id, mp1, mp2, window: windowHandle(window) } }
      } else {
        // It is for a window that the system has made in this thread for itself.
        user32.DispatchMessageW(message)
      }
    }
    return queueGone
  }

  return {
    createQueue,
    destroyQueue: ({ token }) => destroyQueue(token),
    createWindow: ({ token }) => createWindow(token),
    destroyWindow,
    post,
    receive: ({ token }, wanted) => receive(token, wanted),
    ownerOf(window) {
      const buffer = Buffer.alloc(4)
      const asked = invoke('GetWindowThreadProcessId', [window], () =>
        user32.GetWindowThreadProcessId(window, buffer),
      )
      return asked.error ? failure(asked.error) : { ok: true, value: processId(buffer.readUInt32LE()) }
    },
  }
}
