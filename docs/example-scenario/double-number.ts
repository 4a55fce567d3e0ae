/** A number goes through shared memory to another process and comes back doubled; two events say when it is there. */
import {
  EVENT_MODIFY_STATE,
  FILE_MAP_ALL_ACCESS,
  INFINITE,
  INVALID_HANDLE_VALUE,
  PAGE_READWRITE,
  SYNCHRONIZE,
  WAIT_OBJECT_0,
} from '../../native-bridge/winapi/flags.ts'
import { ASKED, DOUBLED, MEMORY, readNumber, SIZE, writeNumber } from './double-number/shared.ts'
import { doubled, notDoubled, wrong } from './double-number/verdicts.ts'
import type { ScenarioProcess, Verdict } from './process.ts'
import { failed } from './win32-failure.ts'

export function asker({ winapi, views, crt, settings }: ScenarioProcess): Verdict {
  const hMap = winapi.CreateFileMapping(INVALID_HANDLE_VALUE, null, PAGE_READWRITE, 0, SIZE, MEMORY)
  if (hMap === 0) return failed('asker', 'CreateFileMapping', winapi.GetLastError())
  const pNumber = winapi.MapViewOfFile(hMap, FILE_MAP_ALL_ACCESS, 0, 0, 0)
  const hAsked = winapi.CreateEvent(null, false, false, ASKED)
  const hDoubled = winapi.CreateEvent(null, false, false, DOUBLED)

  const question = Number(settings.number)
  writeNumber(views, pNumber, question)
  winapi.SetEvent(hAsked)
  // Nobody promises that somebody answers: who waits for another process does so for a time.
  const waited = winapi.WaitForSingleObject(hDoubled, Number(settings.timeout))
  const answer = waited === WAIT_OBJECT_0 ? readNumber(views, pNumber) : null
  crt.printf(`${question} doubled is ${answer ?? 'not known'}\n`)

  winapi.UnmapViewOfFile(pNumber)
  for (const handle of [hDoubled, hAsked, hMap]) winapi.CloseHandle(handle)
  if (answer === null) return notDoubled(question)
  return answer === 2 * question ? doubled(question, answer) : wrong(question, answer)
}

export function doubler({ winapi, views }: ScenarioProcess): Verdict | undefined {
  const hMap = winapi.OpenFileMapping(FILE_MAP_ALL_ACCESS, false, MEMORY)
  if (hMap === 0) return failed('doubler', 'OpenFileMapping', winapi.GetLastError())
  const pNumber = winapi.MapViewOfFile(hMap, FILE_MAP_ALL_ACCESS, 0, 0, 0)
  const hAsked = winapi.OpenEvent(SYNCHRONIZE, false, ASKED)
  const hDoubled = winapi.OpenEvent(EVENT_MODIFY_STATE, false, DOUBLED)

  winapi.WaitForSingleObject(hAsked, INFINITE)
  writeNumber(views, pNumber, 2 * readNumber(views, pNumber))
  winapi.SetEvent(hDoubled)

  winapi.UnmapViewOfFile(pNumber)
  for (const handle of [hDoubled, hAsked, hMap]) winapi.CloseHandle(handle)
}
