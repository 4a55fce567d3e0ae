/** Searches for files. Source: Windows SDK, FindFirstFileW, FindNextFileW, FindClose. */
import { FIND_DATA_SIZE, readFindData } from '../find-data.ts'
import { type FileSearches, type Handle, handle } from '../kernel-objects.ts'
import type { Tracer } from '../trace.ts'
import { hexadecimal, now } from '../units.ts'
import type { Caller } from './caller.ts'
import { INVALID_HANDLE_VALUE } from './flags.ts'
import type { Identities } from './identities.ts'

export { describeFindData, readFindData } from '../find-data.ts'

/** A WIN32_FIND_DATA that the calls fill: 592 bytes, as they lie in memory. */
export const findData = () => Buffer.alloc(FIND_DATA_SIZE)

export interface FileCalls {
  /** INVALID_HANDLE_VALUE (−1) for a failure: 2 where nothing fits, 3, 5 or 267. */
  FindFirstFile(lpFileName: string, lpFindFileData: Buffer): Handle
  /** FALSE behind the last file (18), or for what is no search (6). */
  FindNextFile(hFindFile: Handle, lpFindFileData: Buffer): boolean
  /** FALSE for what is no search: 6. */
  FindClose(hFindFile: Handle): boolean
}

export interface FileParts {
  readonly searches: FileSearches
  readonly tracer: Tracer
  readonly caller: Caller
  readonly identities: Identities
}

const NONE = handle(INVALID_HANDLE_VALUE)
const shownSearch = (of: Handle) => (of === NONE ? 'INVALID_HANDLE_VALUE' : hexadecimal(of))

export function createFileCalls({ searches, tracer, caller, identities }: FileParts): FileCalls {
  const { call, succeeded, told, done } = caller

  function tellOfLeftOut(pattern: string, leftOut: number) {
    if (leftOut === 0) return
    const [are, names] = leftOut === 1 ? ['file of it is', 'its name is'] : ['files of it are', 'their names are']
    const text = `${pattern}: ${leftOut} ${are} left out, as ${names} not Unicode, or longer than 259 characters.`
    tracer.record({ kind: 'note', t: now(), text })
  }

  function first(pattern: string, into: Buffer) {
    const found = searches.first(pattern)
    if (!found.ok) return told(NONE, found.code, { object: pattern })
    const { search, file, leftOut } = found.value
    tellOfLeftOut(pattern, leftOut)
    file.copy(into)
    const { object } = identities.add(search, 'search', pattern)
    return succeeded(search, { object, out: { cFileName: readFindData(file).name, returned: hexadecimal(search) } })
  }

  function next(of: Handle, into: Buffer) {
    const object = identities.nameOf(of)
    const found = searches.next(of)
    if (!found.ok) return done(found, { object })
    found.value.copy(into)
    return succeeded(true, { object, out: { cFileName: readFindData(found.value).name } })
  }

  return {
    FindFirstFile: (lpFileName, lpFindFileData) =>
      call('FindFirstFile', { lpFileName }, () => first(lpFileName, lpFindFileData)),
    FindNextFile: (hFindFile, lpFindFileData) =>
      call('FindNextFile', { hFindFile: shownSearch(hFindFile) }, () => next(hFindFile, lpFindFileData)),
    FindClose: (hFindFile) =>
      call('FindClose', { hFindFile: shownSearch(hFindFile) }, () => {
        const object = identities.nameOf(hFindFile)
        const closed = searches.close(hFindFile)
        if (closed.ok) identities.remove(hFindFile)
        return done(closed, { object })
      }),
  }
}
