/** The names of named shared memory: \\SHAREMEM\\, then one or more parts that could be the names of OS/2 files. */
import { LONGEST_NAME } from '../name-record.ts'

const PREFIX = '\\SHAREMEM\\'
/** Wildcards, quotes and the rest that the command line reads; control characters as well. */
const FORBIDDEN = '"*/:<>?|'

const isAllowed = (character: string) => character >= ' ' && !FORBIDDEN.includes(character)

/** As the kernel knows it, or null for a name that is none. Names are the same in upper and lower case. */
export function objectName(name: string): string | null {
  const upper = name.toUpperCase()
  if (!upper.startsWith(PREFIX) || Buffer.byteLength(upper) > LONGEST_NAME || ![...upper].every(isAllowed))
    return null
  const parts = upper.slice(PREFIX.length).split('\\')
  return parts.every((part) => part !== '' && !/[. ]$/.test(part)) ? upper : null
}
