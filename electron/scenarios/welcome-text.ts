/**
 * The first part of "Shared Memory" on www.cpp-blog.com: one process writes a text into a section that is named, and
 * pauses; a second one, which somebody starts meanwhile, reads it.
 */
import { FILE_MAP_ALL_ACCESS, INVALID_HANDLE_VALUE, PAGE_READWRITE } from '../../native-bridge/winapi/flags.ts'
import type { ScenarioProcess, Verdict } from './process.ts'
import { BUF_SIZE, nameIn } from './welcome-text/names.ts'
import { told } from './welcome-text/verdicts.ts'
import { failed } from './win32-failure.ts'

export function creator({ winapi, views, text, crt, settings }: ScenarioProcess): Verdict | undefined {
  const hFile = winapi.CreateFileMapping(INVALID_HANDLE_VALUE, null, PAGE_READWRITE, 0, BUF_SIZE, nameIn(settings))
  if (hFile === 0) {
    crt.wprintf('CreateFileMapping Failed!')
    return failed('creator', 'CreateFileMapping', winapi.GetLastError())
  }
  const pBuf = winapi.MapViewOfFile(hFile, FILE_MAP_ALL_ACCESS, 0, 0, BUF_SIZE)
  if (pBuf === 0) {
    crt.wprintf('MapViewOfFile Failed!\n')
    winapi.CloseHandle(hFile)
    return failed('creator', 'MapViewOfFile', winapi.GetLastError())
  }

  // The original copies the characters only: that a zero follows them is luck, as new pages are filled with zeros.
  const data = String(settings.text)
  if (settings.version === 'mended') text.writeWide(pBuf, 0, data)
  else views.write(pBuf, 0, Buffer.from(data, 'utf16le'))

  // Just a pause: the object lives as long as this process keeps it open.
  crt._getwch()

  winapi.UnmapViewOfFile(pBuf)
  winapi.CloseHandle(hFile)
}

export function reader({ winapi, text, crt, settings }: ScenarioProcess): Verdict {
  // Nobody but the two programs knows the name and the size, and both have to know them.
  const hFile = winapi.OpenFileMapping(FILE_MAP_ALL_ACCESS, false, nameIn(settings))
  if (hFile === 0) {
    crt.wprintf('OpenFileMapping Failed!')
    return failed('reader', 'OpenFileMapping', winapi.GetLastError())
  }
  const pBuf = winapi.MapViewOfFile(hFile, FILE_MAP_ALL_ACCESS, 0, 0, BUF_SIZE)
  if (pBuf === 0) {
    crt.wprintf('MapViewOfFile Failed!\n')
    winapi.CloseHandle(hFile)
    return failed('reader', 'MapViewOfFile', winapi.GetLastError())
  }

  const data = text.readWide(pBuf, 0)
  crt.wprintf(`Server told us : ${data}\n`)

  winapi.UnmapViewOfFile(pBuf)
  winapi.CloseHandle(hFile)
  return told(data)
}
