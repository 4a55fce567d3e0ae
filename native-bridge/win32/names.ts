/** Names: small sections with names of their own, that live as long as somebody has a handle of them. */
import { NAME_MAGIC, NAME_RECORD, NAME_SIZE } from '../name-record.ts'
import type { HeldName, Names, Result } from '../native.ts'
import { address, hexadecimal } from '../units.ts'
import { FILE_MAP_ALL_ACCESS, INVALID_HANDLE_VALUE, PAGE_READWRITE } from '../winnt.ts'
import { failure, winerror } from './errors.ts'
import type { Invoke } from './invoke.ts'
import type { Kernel32 } from './kernel32.ts'
import { privateSecurity } from './security.ts'

/** No backslash may stand in the name of a section but that behind Local. */
const sectionOf = (name: string) => `Local\\sharemem.name.${encodeURIComponent(name)}`

export function createNames(kernel32: Kernel32, invoke: Invoke): Names {
  const close = (handle: number) => invoke('CloseHandle', [handle], () => kernel32.CloseHandle(handle))

  function map(handle: number) {
    return invoke(
      'MapViewOfFileEx',
      [handle, 'FILE_MAP_ALL_ACCESS', 0, 0, 0, null],
      () => kernel32.MapViewOfFileEx(handle, FILE_MAP_ALL_ACCESS, 0, 0, 0, 0),
      { show: (value) => (value === 0 ? '0' : hexadecimal(value)) },
    )
  }

  function release({ token, view }: Pick<HeldName, 'token' | 'view'>) {
    invoke('UnmapViewOfFile', [hexadecimal(view)], () => kernel32.UnmapViewOfFile(view))
    close(token)
  }

  function held(handle: number, use: (view: number) => Result<HeldName>): Result<HeldName> {
    const mapped = map(handle)
    if (!mapped.error) return use(mapped.value)
    close(handle)
    return failure(mapped.error)
  }

  return {
    create(name, at) {
      const section = sectionOf(name)
      const { value: handle, error } = invoke(
        'CreateFileMappingW',
        ['INVALID_HANDLE_VALUE', 'this user only', 'PAGE_READWRITE', 0, NAME_SIZE, section],
        () =>
          kernel32.CreateFileMappingW(INVALID_HANDLE_VALUE, privateSecurity(), PAGE_READWRITE, 0, NAME_SIZE, section),
        { check: (value, code) => (value === 0 || code === winerror.ERROR_ALREADY_EXISTS ? code : 0) },
      )
      if (error) {
        if (handle !== 0) close(handle)
        return failure(error)
      }
      return held(handle, (view) => {
        const bytes = Buffer.alloc(NAME_RECORD.size)
        NAME_RECORD.write(bytes, { magic: NAME_MAGIC, address: at, name })
        kernel32.copyIn(view, bytes, bytes.byteLength)
        return { ok: true, value: { text: name, at, token: handle, view } }
      })
    },
    open(name) {
      const section = sectionOf(name)
      const found = invoke('OpenFileMappingW', ['FILE_MAP_ALL_ACCESS', false, section], () =>
        kernel32.OpenFileMappingW(FILE_MAP_ALL_ACCESS, 0, section),
      )
      if (found.error) return failure(found.error)
      return held(found.value, (view) => {
        const bytes = Buffer.alloc(NAME_RECORD.size)
        kernel32.copyOut(bytes, view, bytes.byteLength)
        const record = NAME_RECORD.read(bytes)
        const opened = { text: name, at: address(record.address), token: found.value, view }
        if (record.magic === NAME_MAGIC && record.name === name) return { ok: true, value: opened }
        // Its creator has not written it yet.
        release(opened)
        return { ok: false, reason: 'not-found', error: null }
      })
    },
    close: release,
  }
}
