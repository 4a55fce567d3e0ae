/** How Win32's calls tell that they have failed: by what GetLastError tells then. */
import { type Arguments, type Call, outcome } from './words.ts'

/** What a failure says wherever the call itself has nothing more exact to say. */
export const failures: Record<string, string> = {
  ERROR_FILE_NOT_FOUND: 'nothing has this name',
  ERROR_PATH_NOT_FOUND: 'the name has a backslash behind its prefix, or a prefix that there is not',
  ERROR_ACCESS_DENIED: 'this access to the object is not allowed',
  ERROR_INVALID_HANDLE: 'this process has no such handle, or it stands for something else',
  ERROR_NOT_ENOUGH_MEMORY: 'there is not enough memory',
  ERROR_INVALID_PARAMETER: 'one of its parameters has a value that is not allowed',
  ERROR_ALREADY_EXISTS: 'the name is in use already',
  WAIT_TIMEOUT: 'the time has passed',
  ERROR_NOT_OWNER: 'only the owner of a mutex can release it',
  ERROR_INVALID_ADDRESS: 'nothing that this process may use lies at this address',
  ERROR_MAPPED_ALIGNMENT: 'the offset or the address is no multiple of 64 KB',
  ERROR_PRIVILEGE_NOT_HELD: 'the process does not have the privilege for it',
}

const ERROR_ALREADY_EXISTS = 183
const WAIT_TIMEOUT = 258
const ERROR_NO_MORE_FILES = 18

/** The 64 objects that can be waited for, signalled or abandoned by a dead owner: 0 and 0x80 on. */
const isWaited = (code: number) => code < 64 || (code >= 0x80 && code < 0x80 + 64)

/** For calls that do not say themselves whether they did what they were asked. */
export function errorOf({ name, result }: Call): string | null {
  const { code } = result
  if (code === 0 || name === 'GetLastError') return null
  // That is how the end of a search is told.
  if (code === ERROR_NO_MORE_FILES) return null
  // A usable handle comes with it.
  if (code === ERROR_ALREADY_EXISTS && name.startsWith('Create')) return null
  if (name.startsWith('WaitFor') && code !== WAIT_TIMEOUT && result.name.startsWith('WAIT_') && isWaited(code))
    return null
  return result.name
}

export const unlessFailed = (call: Call, detail: string) =>
  errorOf(call) === null ? detail.trim() : outcome(call.result)

/** Only what has a name may exist already. */
export const hasName = ({ lpName }: Arguments) => lpName != null
/** ` named Local\done`, or nothing of one without a name. */
export const named = (args: Arguments) => (hasName(args) ? ` named ${args.lpName}` : '')
/** Whoever comes second creates nothing. */
export const orOpen = (args: Arguments) => (hasName(args) ? ', or open it where it exists' : '')
export const section = (args: Arguments) =>
  args.lpName == null ? 'a section without a name' : `the section ${args.lpName}`
