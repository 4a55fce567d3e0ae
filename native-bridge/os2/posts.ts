/** What Presentation Manager itself posts: ticks of a timer, what ends a program's message loop, and what only wakes it. */
import type { Native, Result } from '../native.ts'
import { windowHandle } from '../units.ts'
import { WM_NULL, WM_QUIT, WM_TIMER } from './messages.ts'

/** `window` is a handle; `timer` the id of WinStartTimer. */
export const postTick = (queues: Native['queues'], window: number, timer: number): Result<void> =>
  queues.post(windowHandle(window), { id: WM_TIMER, mp1: timer, mp2: 0 })

export const isTick = (message: { readonly id: number }) => message.id === WM_TIMER

/** Makes WinGetMsg return FALSE. */
export const postQuit = (queues: Native['queues'], window: number): Result<void> =>
  queues.post(windowHandle(window), { id: WM_QUIT, mp1: 0, mp2: 0 })

/** The id of the message that says nothing: whoever waits for one wakes. */
export const NOTHING = WM_NULL
