/** What Presentation Manager itself posts: the ticks of a timer, and what ends a program's message loop. */
import type { Native, Result } from '../native.ts'
import { windowHandle } from '../units.ts'
import { WM_QUIT, WM_TIMER } from './messages.ts'

/** `window` is a handle; `timer` the id of WinStartTimer. */
export const postTick = (queues: Native['queues'], window: number, timer: number): Result<void> =>
  queues.post(windowHandle(window), { id: WM_TIMER, mp1: timer, mp2: 0 })

export const isTick = (message: { readonly id: number }) => message.id === WM_TIMER

/** Makes WinGetMsg return FALSE. */
export const postQuit = (queues: Native['queues'], window: number): Result<void> =>
  queues.post(windowHandle(window), { id: WM_QUIT, mp1: 0, mp2: 0 })
