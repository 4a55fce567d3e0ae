/**
 * "Windows inter-process communication (shared memory)", a page of Alibaba Cloud's: shared memory among equals, each of
 * which would initialise it, or with one creator and one that opens; then its listing, whose memory is named penghao.
 */
import { ERROR_ALREADY_EXISTS } from '../../native-bridge/winapi/errors.ts'
import {
  FILE_MAP_ALL_ACCESS,
  FILE_MAP_WRITE,
  INFINITE,
  INVALID_HANDLE_VALUE,
  PAGE_READWRITE,
  SW_SHOW,
} from '../../native-bridge/winapi/flags.ts'
import { inTwoParts, LOOK_AGAIN, MUTEX, NAME, READY_AT, SIZE, VIEWS } from './peer-to-peer/names.ts'
import { neverReady, openerRead, readAsSecond } from './peer-to-peer/verdicts.ts'
import type { ScenarioProcess, Verdict } from './process.ts'
import { failed } from './win32-failure.ts'

export function peer(process: ScenarioProcess): Verdict | undefined {
  const { winapi, views, text, crt, settings, argv } = process
  const [id = 'peer'] = argv
  const isMended = settings.version === 'mended'
  const hasFlag = settings.ready === 'on'
  const [high, low, size] = VIEWS[settings.view as keyof typeof VIEWS]

  // Who has the mutex is alone, from the question who comes first to the last byte. An owner that died has taken the
  // memory with it: then this one comes first.
  const mutex = isMended ? winapi.CreateMutex(null, false, MUTEX) : null
  if (mutex === 0) return failed(id, 'CreateMutex', winapi.GetLastError())
  if (mutex !== null) winapi.WaitForSingleObject(mutex, INFINITE)

  const hShareMemory = winapi.CreateFileMapping(INVALID_HANDLE_VALUE, null, PAGE_READWRITE, 0, SIZE, NAME)
  const cameSecond = winapi.GetLastError() === ERROR_ALREADY_EXISTS
  if (isMended && hShareMemory === 0) return failed(id, 'CreateFileMapping', winapi.GetLastError())
  const str = winapi.MapViewOfFile(hShareMemory, FILE_MAP_WRITE, high, low, size)
  if (isMended && str === 0) return failed(id, 'MapViewOfFile', winapi.GetLastError())

  if (!cameSecond) {
    // It can reasonably think that it is ranked first, so it initialises the memory.
    const [strFirst, strSecond] = inTwoParts(String(settings.text))
    if (settings.second === 'before-data') crt.AfxMessageBox('Shared data is successfully opened!')
    text.writeNarrow(str, 0, strFirst)
    if (settings.second === 'half-way') crt.AfxMessageBox('Half of the data is written!')
    text.writeNarrow(str, Buffer.byteLength(strFirst), strSecond)
    // Published last: who sees the flag sees the data.
    if (hasFlag) views.write(str, READY_AT, Buffer.of(1, 0, 0, 0))
  }
  if (mutex !== null) winapi.ReleaseMutex(mutex)

  // It can assume that the memory has been opened and initialised by another process: has it?
  if (cameSecond && hasFlag && !becomesReady(process, str)) return neverReady
  const data = text.readNarrow(str, 0)
  crt.printf(`${cameSecond ? 'Came second' : 'Came first'}: ${data}\n`)

  // The memory lives as long as somebody has it open.
  if (!cameSecond) crt.getchar()
  winapi.UnmapViewOfFile(str)
  winapi.CloseHandle(hShareMemory)
  if (mutex !== null) winapi.CloseHandle(mutex)
  return cameSecond ? readAsSecond(data, String(settings.text)) : undefined
}

/** Looks at the flag again and again, for as long as `timeout` says. */
function becomesReady({ winapi, views, settings }: ScenarioProcess, str: number): boolean {
  for (let waited = 0; waited < Number(settings.timeout); waited += LOOK_AGAIN) {
    if (views.read(str, READY_AT, 4).readUInt32LE() !== 0) return true
    winapi.Sleep(LOOK_AGAIN)
  }
  return false
}

export function creator({ winapi, text, crt, settings }: ScenarioProcess): Verdict | undefined {
  const isMended = settings.version === 'mended'
  const [high, low, size] = VIEWS[settings.view as keyof typeof VIEWS]

  const lhShareMemory = winapi.CreateFileMapping(INVALID_HANDLE_VALUE, null, PAGE_READWRITE, 0, SIZE, NAME)
  // The listing asks, and has but a comment to say then: if it failed, the program goes on all the same.
  if (isMended && lhShareMemory === 0) return failed('creator', 'CreateFileMapping', winapi.GetLastError())
  const strBuffer = winapi.MapViewOfFile(lhShareMemory, FILE_MAP_WRITE, high, low, size)
  if (isMended && strBuffer === 0) return failed('creator', 'MapViewOfFile', winapi.GetLastError())
  text.writeNarrow(strBuffer, 0, String(settings.text))

  // Who else starts the opener may do so before there is anything to open, or when it is gone.
  if (settings.second === 'at-once') winapi.ShellExecute(null, 'open', 'opener', null, null, SW_SHOW)

  // The listing ends here, and its program lives on.
  crt.getchar()
  if (isMended) {
    winapi.UnmapViewOfFile(strBuffer)
    winapi.CloseHandle(lhShareMemory)
  }
}

export function opener({ winapi, text, crt, settings }: ScenarioProcess): Verdict {
  const isMended = settings.version === 'mended'
  const [high, low, size] = VIEWS[settings.view as keyof typeof VIEWS]

  const handleFile = winapi.OpenFileMapping(FILE_MAP_ALL_ACCESS, false, NAME)
  if (handleFile !== 0) crt.AfxMessageBox('Shared data opened successfully')
  else if (isMended) return failed('opener', 'OpenFileMapping', winapi.GetLastError())
  const str = winapi.MapViewOfFile(handleFile, FILE_MAP_ALL_ACCESS, high, low, size)
  if (isMended && str === 0) return failed('opener', 'MapViewOfFile', winapi.GetLastError())

  // Where nothing was opened, strcmp is given a null pointer. (Printed with one = only, it would not compile.)
  const data = text.readNarrow(str, 0)
  if (data === settings.text) crt.AfxMessageBox(data)

  winapi.UnmapViewOfFile(str)
  winapi.CloseHandle(handleFile)
  return openerRead(data, String(settings.text))
}
