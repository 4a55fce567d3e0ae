/** What a program can be stopped at. */
import type { Program } from '../contract/settings.ts'

/** What a step is called that touches shared memory. */
const touches = { reads: ['read'], writes: ['write'], both: ['read', 'write'] }

/** All that it does in steps. */
export const stepsOf = ({ calls, access = 'both' }: Pick<Program, 'calls' | 'access'>): string[] => [
  ...calls,
  ...touches[access],
]
