/** Whether a recorded run is what it should be. */
import { must } from './report.mjs'

/** What the command line is asked, before the file: with time enough for a machine that has much else to do. */
export const REQUEST = ['run', 'request-reply', '--set', 'timeout=30000', '--record']

/** @returns {number} how many calls the run told; throws where it failed, or one has no line of the sources */
export function tracedCalls(/** @type {string} */ text) {
  const [, ...records] = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const outcome = records.at(-1)
  must(outcome?.kind === 'outcome' && outcome.ok, `the run ended with ${JSON.stringify(outcome)}`)
  const calls = records.filter(({ kind }) => kind === 'call')
  const bare = calls.filter(({ source }) => !source?.file.endsWith('.ts'))
  must(calls.length > 10, `only ${calls.length} calls were told`)
  must(bare.length === 0, `${bare.length} of ${calls.length} calls have no source line`)
  return calls.length
}
