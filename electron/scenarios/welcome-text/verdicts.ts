/** How a run of welcome-text can end. */
import type { Verdict } from '../process.ts'

export const told = (data: string): Verdict => ({
  name: 'completed',
  text: `The reader read what the creator had written: “${data}”.`,
})
