/**
 * Listing 6.27, "Creating and Using Shared Memory", as BrainKart's page "Sharing Memory Between Processes" has it. The
 * program starts itself once more: without a parameter it is the parent, with one the child. Here each is a function
 * of its own.
 */
import {
  FILE_MAP_ALL_ACCESS,
  INFINITE,
  INVALID_HANDLE_VALUE,
  PAGE_READWRITE,
} from '../../native-bridge/winapi/flags.ts'
import { processInformation, startupInfo } from '../../native-bridge/winapi/processes.ts'
import { ID, SIZE } from './parent-and-child/names.ts'
import { childRead, notPrinted } from './parent-and-child/verdicts.ts'
import type { ScenarioProcess, Verdict } from './process.ts'
import { failed } from './win32-failure.ts'

export function parent({ winapi, text, crt, settings, unstarted }: ScenarioProcess): Verdict | undefined {
  const isMended = settings.version === 'mended'

  const filehandle = winapi.CreateFileMapping(INVALID_HANDLE_VALUE, null, PAGE_READWRITE, 0, SIZE, ID)
  if (isMended && filehandle === 0) return failed('parent', 'CreateFileMapping', winapi.GetLastError())
  const memory = winapi.MapViewOfFile(filehandle, FILE_MAP_ALL_ACCESS, 0, 0, 0)
  if (isMended && memory === 0) return failed('parent', 'MapViewOfFile', winapi.GetLastError())

  text.writeNarrow(memory, 0, String(settings.text))
  crt.printf(`First process: ${settings.text}\n`)

  // A child that somebody else starts is nobody's to wait for: a key says that it has read.
  if (unstarted.includes('child')) crt.getchar()
  else {
    // The data are complete before the child exists, so nothing else has to tell it when to read.
    const process_info = processInformation()
    const started = winapi.CreateProcess(
      'child',
      '"child" Child',
      null,
      null,
      false,
      0,
      null,
      null,
      startupInfo(),
      process_info,
    )
    if (isMended && !started) return failed('parent', 'CreateProcess', winapi.GetLastError())

    // The parent's handle and view keep the memory alive until the child has read it.
    winapi.WaitForSingleObject(process_info.hProcess, INFINITE)
    if (isMended) {
      winapi.CloseHandle(process_info.hThread)
      winapi.CloseHandle(process_info.hProcess)
    }
  }

  winapi.UnmapViewOfFile(memory)
  winapi.CloseHandle(filehandle)
  crt.getchar()
}

export function child({ winapi, text, crt, settings }: ScenarioProcess): Verdict {
  const isMended = settings.version === 'mended'

  const filehandle = winapi.OpenFileMapping(FILE_MAP_ALL_ACCESS, false, ID)
  if (isMended && filehandle === 0) return failed('child', 'OpenFileMapping', winapi.GetLastError())
  const memory = winapi.MapViewOfFile(filehandle, FILE_MAP_ALL_ACCESS, 0, 0, 0)
  if (isMended && memory === 0) return failed('child', 'MapViewOfFile', winapi.GetLastError())

  // Without memory printf prints a null pointer, and the listing does not look.
  const data = memory === 0 ? null : text.readNarrow(memory, 0)
  crt.printf(`Second process: ${data ?? '(null)'}\n`)

  winapi.UnmapViewOfFile(memory)
  winapi.CloseHandle(filehandle)
  crt.getchar()
  return data === null ? notPrinted : childRead(data)
}
