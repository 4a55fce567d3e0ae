/** How a run of peer-to-peer can end. */
import type { Verdict } from '../process.ts'

/** What the second of two equals has read, beside what the first one stores. */
export const readAsSecond = (data: string, text: string): Verdict =>
  data === text
    ? { name: 'completed', text: `Who came second was told by 183, and read what the first had stored: “${data}”.` }
    : {
        name: 'wrong-data',
        text: `Who came second was told by 183 that the memory is there, took that for initialised, and read “${data}” where “${text}” was to be.`,
      }

export const neverReady: Verdict = {
  name: 'timeout',
  text: 'Who came second waited for the flag, and the first one never said that the data are complete.',
}

export const openerRead = (data: string, text: string): Verdict =>
  data === text
    ? { name: 'completed', text: `The opener found the creator’s memory and read what lay there: “${data}”.` }
    : { name: 'wrong-data', text: `The opener read “${data}” where “${text}” was to be.` }
