/** The one record in the shared memory: a WIN32_FIND_DATA, whose empty cFileName is the end marker. */
import { FIND_DATA_SIZE, LONGEST_FILE_NAME } from '../../../native-bridge/find-data.ts'
import type { Touch } from '../../../native-bridge/touch/touch.ts'
import { describeFindData, readFindData } from '../../../native-bridge/winapi/files.ts'

/** In bytes. */
export const SIZE = FIND_DATA_SIZE
/** Where cFileName lies, in bytes. */
const NAME_AT = 44

/** Copies the record out. Returns cFileName, which is empty in the end marker. */
export const takeRecord = (views: Touch, at: number): string =>
  readFindData(views.read(at, 0, SIZE, describeFindData)).name

export const putRecord = (views: Touch, at: number, data: Buffer): void =>
  views.write(at, 0, data, describeFindData(data))

/** The record with another name. Null where that is too long for it. */
export function renamed(data: Buffer, name: string): Buffer | null {
  if (name.length > LONGEST_FILE_NAME) return null
  const copy = Buffer.from(data)
  copy.fill(0, NAME_AT, NAME_AT + 2 * (LONGEST_FILE_NAME + 1))
  copy.write(name, NAME_AT, 'utf16le')
  return copy
}
