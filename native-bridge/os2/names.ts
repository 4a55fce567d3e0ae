/** The names of named objects: a prefix, then one or more parts that could be the names of OS/2 files. */
import { LONGEST_NAME } from '../name-record.ts'

/** Wildcards, quotes and the rest that the command line reads; control characters as well. */
const FORBIDDEN = '"*/:<>?|'

const isAllowed = (character: string) => character >= ' ' && !FORBIDDEN.includes(character)

/** As the kernel knows it, or null for a name that is none. Names are the same in upper and lower case. */
function nameBelow(prefix: string, name: string): string | null {
  const upper = name.toUpperCase()
  if (!upper.startsWith(prefix) || Buffer.byteLength(upper) > LONGEST_NAME || ![...upper].every(isAllowed))
    return null
  const parts = upper.slice(prefix.length).split('\\')
  return parts.every((part) => part !== '' && !/[. ]$/.test(part)) ? upper : null
}

export const objectName = (name: string) => nameBelow('\\SHAREMEM\\', name)
export const semaphoreName = (name: string) => nameBelow('\\SEM32\\', name)
