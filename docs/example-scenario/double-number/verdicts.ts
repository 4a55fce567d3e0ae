/** How a run of double-number can end. */
import type { Verdict } from '../process.ts'

export const doubled = (question: number, answer: number): Verdict => ({
  name: 'completed',
  text: `The asker wrote ${question}, and read ${answer}.`,
})

export const wrong = (question: number, answer: number): Verdict => ({
  name: 'wrong-data',
  text: `asker: ${question} doubled is not ${answer}.`,
})

export const notDoubled = (question: number): Verdict => ({
  name: 'timeout',
  text: `asker: nobody doubled ${question} in time.`,
})
