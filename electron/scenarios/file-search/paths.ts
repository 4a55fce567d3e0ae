/** Paths as the two versions make them. */
import { STACK_BUFFER_OVERRUN, Trap } from '../../../native-bridge/touch/trap.ts'
import { MAX_PATH } from '../../../native-bridge/winapi/flags.ts'

/** Between a folder and what is in it. */
export const SEPARATOR = process.platform === 'win32' ? '\\' : '/'

/** The path of a folder, with its last separator. */
export const inFolder = (folder: string) => (/[\\/]$/.test(folder) ? folder : `${folder}${SEPARATOR}`)

/** Paths of MAX_PATH and more are none for Windows without this prefix; it stands before those with a drive only. */
export const extended = (path: string) =>
  process.platform === 'win32' && /^[a-z]:\\/i.test(path) ? `\\\\?\\${path}` : path

/** `wchar_t path[MAX_PATH]`: an array on the stack. */
export interface PathArray {
  text: string
}
export const pathArray = (): PathArray => ({ text: '' })

/**
 * The functions of C look at no end: behind the array lies the rest of the stack. A program that was built with /GS, as
 * all are by default, notices that as the function returns, and is ended.
 */
function put(array: PathArray, text: string, by: string) {
  const behind = text.length + 1 - MAX_PATH
  if (behind > 0) {
    const why = `${by} wrote ${2 * behind} bytes behind the end of wchar_t[${MAX_PATH}]`
    throw new Trap(STACK_BUFFER_OVERRUN, null, why)
  }
  array.text = text
}

export const wcscpy = (into: PathArray, text: string) => put(into, text, 'wcscpy')
export const wcscat = (into: PathArray, text: string) => put(into, into.text + text, 'wcscat')
