/** How a program ends that looks at what Win32's calls return. */
import { ERROR_FILE_NOT_FOUND, errorName } from '../../native-bridge/winapi/errors.ts'
import type { Verdict } from './process.ts'

/** `call` returned NULL or FALSE in the participant `id`, and GetLastError told `code`. */
export function failed(id: string, call: string, code: number): Verdict {
  const isMissing = call.startsWith('Open') && code === ERROR_FILE_NOT_FOUND
  const why = isMissing ? ': nobody has an object of this name open now' : ''
  return { name: 'api-error', text: `${id}: ${call} failed with ${code} ${errorName(code)}${why}.` }
}
