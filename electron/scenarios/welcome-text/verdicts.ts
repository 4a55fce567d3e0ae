/** How a run of welcome-text can end. */
import { ERROR_FILE_NOT_FOUND, errorName } from '../../../native-bridge/winapi/errors.ts'
import type { Verdict } from '../process.ts'

export const told = (data: string): Verdict => ({
  name: 'completed',
  text: `The reader read what the creator had written: “${data}”.`,
})

/** `call` returned NULL in the participant `id`. */
export function failed(id: string, call: string, code: number): Verdict {
  const why = code === ERROR_FILE_NOT_FOUND ? ': nobody has an object of this name open now' : ''
  return { name: 'api-error', text: `${id}: ${call} failed with ${code} ${errorName(code)}${why}.` }
}
