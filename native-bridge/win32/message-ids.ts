/**
 * Message ids below WM_USER are the kernel's own: some it refuses to post, some it interprets. A personality may use
 * them for something else, as OS/2 does for WM_TIMER; so they travel above, marked in the upper half of wParam.
 */
import { WM_USER } from './user32.ts'

const MARK = 2 ** 32

interface Posted {
  readonly message: number
  readonly wParam: number
}

export const toPosted = (id: number, mp1: number): Posted =>
  id < WM_USER ? { message: id + WM_USER, wParam: mp1 + MARK } : { message: id, wParam: mp1 }

/** `upper` is the upper half of wParam. */
export const fromPosted = (message: number, upper: number): number => (upper === 1 ? message - WM_USER : message)
