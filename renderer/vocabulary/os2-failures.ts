/** How OS/2's calls tell that they have failed. */
import { type Call, outcome, text } from './words.ts'

/** What a failure says wherever the call itself has nothing more exact to say. */
export const failures: Record<string, string> = {
  ERROR_FILE_NOT_FOUND: 'there is no such program, or it could not be started',
  ERROR_ACCESS_DENIED: 'this access to the object is not allowed',
  ERROR_NOT_ENOUGH_MEMORY: 'there is not enough memory',
  ERROR_INVALID_PARAMETER: 'one of its parameters has a value that is not allowed',
  ERROR_CHILD_NOT_COMPLETE: 'the child process still runs',
  ERROR_INVALID_PROCID: 'there is no process with this id',
  ERROR_INVALID_ADDRESS: 'no object that this process may use begins at this address',
  PMERR_INVALID_HWND: 'there is no such window, or it is gone',
  PMERR_QUEUE_FULL: 'the message queue is full',
}

/** Calls of the control program return 0 for success; those of Presentation Manager a handle, TRUE, or 0. */
export function errorOf({ name, args, result }: Call): string | null {
  if (name.startsWith('Dos')) return result.code === 0 ? null : result.name
  if (result.code !== 0) return null
  // "0x1001 PMERR_INVALID_HWND"
  if (args.error !== undefined) return text(args, 'error').split(' ').at(-1) ?? result.name
  // WinGetMsg returns FALSE for WM_QUIT, which is no failure.
  return name === 'WinGetMsg' && args.msg === 'WM_QUIT' ? null : result.name
}

export const unlessFailed = (call: Call, detail: string) => (errorOf(call) === null ? detail : outcome(call.result))
