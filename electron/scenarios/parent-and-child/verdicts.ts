/** How a run of parent-and-child can end. */
import type { Verdict } from '../process.ts'

export const childRead = (data: string): Verdict => ({
  name: 'completed',
  text: `The child read what the parent had stored: “${data}”.`,
})

export const notPrinted: Verdict = {
  name: 'api-error',
  text: 'child: there was no memory to read, and the listing does not look: it printed (null).',
}
