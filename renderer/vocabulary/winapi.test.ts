import { expect, test } from 'vitest'
import { aCall } from '../../electron/contract/records.fixture.ts'
import type { CallRecord } from '../../electron/contract/trace.ts'
import { explain } from '../model/explanations.ts'
import { firstSentence } from './first-sentence.ts'
import { errorOf, hasFailed, willDo, wordsOf } from './vocabulary.ts'
import { winapi } from './winapi.ts'

const NO_ERROR = { code: 0, name: 'NO_ERROR' }
const source = { file: 'electron/scenarios/parent-and-child.ts', line: 4 }
const lpName = 'Local\\sharedmemory'
const sized = { dwMaximumSizeHigh: 0, dwMaximumSizeLow: 1024 }

/** Every call with the arguments that native-bridge/winapi traces. */
const args: Record<string, CallRecord['args']> = {
  CreateFileMapping: { hFile: 'INVALID_HANDLE_VALUE', flProtect: 'PAGE_READWRITE', ...sized, lpName },
  OpenFileMapping: { dwDesiredAccess: 'FILE_MAP_READ', lpName },
  MapViewOfFile: { hFileMappingObject: '0x12C', dwNumberOfBytesToMap: 0, returned: '0x60000000' },
  MapViewOfFileEx: {
    hFileMappingObject: '0x12C',
    dwNumberOfBytesToMap: 512,
    dwFileOffsetLow: 65536,
    returned: '0x60000000',
  },
  UnmapViewOfFile: { lpBaseAddress: '0x60000000' },
  FlushViewOfFile: { lpBaseAddress: '0x60000000', dwNumberOfBytesToFlush: 0 },
  CloseHandle: { hObject: '0x12C' },
  DuplicateHandle: { hSourceHandle: '0x12C', hTargetProcessHandle: '0x130', lpTargetHandle: '0x134' },
  GetLastError: {},
  CreateEvent: { bManualReset: false, bInitialState: false, lpName: 'Exec' },
  OpenEvent: { lpName: 'Exec' },
  SetEvent: { hEvent: '0x12C' },
  ResetEvent: { hEvent: '0x12C' },
  CreateMutex: { bInitialOwner: true, lpName: 'Free' },
  OpenMutex: { lpName: 'Free' },
  ReleaseMutex: { hMutex: '0x12C' },
  WaitForSingleObject: { hHandle: '0x12C', dwMilliseconds: 'INFINITE' },
  WaitForMultipleObjects: { nCount: 2, lpHandles: '0x12C, 0x130', bWaitAll: false, dwMilliseconds: 500 },
  CreateProcess: { lpApplicationName: null, lpCommandLine: 'child Child', dwProcessId: 42 },
  ShellExecute: { lpOperation: 'open', lpFile: 'opener', nShowCmd: 5 },
  ShellExecuteEx: { fMask: 'SEE_MASK_NOCLOSEPROCESS', lpVerb: 'open', lpFile: 'server', hProcess: '0x12C' },
  FindFirstFile: { lpFileName: 'C:\\*.*', cFileName: 'a.txt' },
  FindNextFile: { hFindFile: '0x12C', cFileName: 'b.txt' },
  FindClose: { hFindFile: '0x12C' },
  Sleep: { dwMilliseconds: 20 },
  GetExitCodeProcess: { hProcess: '0x12C', lpExitCode: 0 },
  TerminateProcess: { hProcess: '0x12C', uExitCode: 1 },
  ExitProcess: { uExitCode: 1 },
  GetCurrentProcess: { returned: 'GetCurrentProcess()' },
  GetCurrentProcessId: { returned: 42 },
}
const call = (name: string, result: CallRecord['result'] = NO_ERROR, rest: Partial<CallRecord> = {}) =>
  aCall(name, { api: 'winapi', args: args[name] ?? {}, result, source, ...rest })

test('every call says what it will do and what it did, without a hole in it', () => {
  expect(Object.keys(args).sort()).toEqual(Object.keys(winapi.calls).sort())
  for (const name of Object.keys(args)) {
    const text = explain(call(name))
    expect(text).toMatch(/^The client .*\.$/)
    expect(text).not.toMatch(/undefined|null|NaN| {2}| [,.:]|which returned/)
    expect(willDo(name, args[name] ?? {})).toMatch(/^will (?!.*(undefined|null|NaN))/)
    expect(wordsOf(call(name))?.detail?.(call(name)) ?? '').not.toMatch(/undefined|null|NaN/)
  }
})

test.each([
  ['OpenFileMapping', 2, 'ERROR_FILE_NOT_FOUND', /nobody has created it yet/],
  ['CreateFileMapping', 5, 'ERROR_ACCESS_DENIED', /Global\\ needs a privilege/],
  ['CreateFileMapping', 6, 'ERROR_INVALID_HANDLE', /another kind/],
  ['CreateFileMapping', 8, 'ERROR_NOT_ENOUGH_MEMORY', /not enough memory/],
  ['CreateFileMapping', 87, 'ERROR_INVALID_PARAMETER', /needs a size/],
  ['ReleaseMutex', 288, 'ERROR_NOT_OWNER', /only the thread that owns/],
  ['MapViewOfFile', 1132, 'ERROR_MAPPED_ALIGNMENT', /64 KB/],
  ['WaitForSingleObject', 258, 'WAIT_TIMEOUT', /time has passed/],
  ['GetExitCodeProcess', 6, 'ERROR_INVALID_HANDLE', /none of a process/],
])('%s that ends with %i %s has failed, and says what it means', (name, code, error, meaning) => {
  expect(errorOf(call(name, { code, name: error }))).toBe(error)
  const verb = error === 'WAIT_TIMEOUT' ? 'ended' : 'failed'
  expect(explain(call(name, { code, name: error }))).toContain(`${verb} with ${code} ${error}: `)
  expect(explain(call(name, { code, name: error }))).toMatch(meaning)
})

test('183 comes with a usable handle, and an abandoned mutex is owned: neither is a failure', () => {
  const second = call('CreateFileMapping', { code: 183, name: 'ERROR_ALREADY_EXISTS' })
  expect(hasFailed(second)).toBe(false)
  expect(explain(second)).toMatch(/exists already.*183/)
  expect(wordsOf(second)?.creates?.(second)).toBeNull()
  expect(wordsOf(second)?.creates?.(call('CreateFileMapping'))).toEqual({ size: 1024, flags: 'PAGE_READWRITE' })
  const abandoned = call('WaitForSingleObject', { code: 0x80, name: 'WAIT_ABANDONED_0' })
  expect(hasFailed(abandoned)).toBe(false)
  expect(firstSentence(explain(abandoned))).toMatch(/the owner before has ended without releasing it/)
  expect(hasFailed(call('WaitForMultipleObjects', { code: 1, name: 'WAIT_OBJECT_0+1' }))).toBe(false)
  expect(hasFailed(call('GetLastError', { code: 183, name: 'ERROR_ALREADY_EXISTS' }))).toBe(false)
})

const waitFor = (object: string) =>
  call('WaitForSingleObject', { code: 0, name: 'WAIT_OBJECT_0' }, { object, end: 9 })
const made = (object: string, type: 'event' | 'mutex') =>
  ({ kind: 'object', t: 1, participant: 'client', object, type, event: 'created' }) as const

test('what a wait for an event or a mutex means is told by its trace', () => {
  const later = { ...made('Exec', 'mutex'), t: 99 }
  const records = [
    made('Exec', 'event'),
    made('Mutex', 'mutex'),
    { ...made('Exec', 'event'), event: 'destroyed' as const },
    later,
  ]
  expect(explain(waitFor('Exec'), records)).toBe('The client waited for the event Exec, which was signalled.')
  expect(explain(waitFor('Mutex'), records)).toBe('The client waited for the mutex Mutex, and owns it now.')
  expect(explain(waitFor('Exec'))).toMatch(/signalled; if it is a mutex, it is its own now/)
})

test('what is waited for is called by its name where that is known', () => {
  const asked = { hHandle: '0x12C', dwMilliseconds: 500 }
  expect(willDo('WaitForSingleObject', asked, ['Exec'])).toBe('will wait for Exec, for 500 ms at most')
  expect(willDo('WaitForSingleObject', asked, ['process#42'])).toMatch(/^will wait for process 42,/)
  expect(willDo('WaitForSingleObject', asked)).toMatch(/^will wait for what 0x12C stands for,/)
  const several = { ...args.WaitForMultipleObjects, bWaitAll: true }
  expect(willDo('WaitForMultipleObjects', several, ['Exec', 'Done'])).toMatch(/^will wait for all of Exec and Done,/)
})

test('what a call says of itself counts more than its number', () => {
  expect(hasFailed(call('CloseHandle', { code: 5, name: 'ERROR_ACCESS_DENIED', ok: true }))).toBe(false)
  expect(errorOf(call('CloseHandle', { code: 0, name: 'NO_ERROR', ok: false }))).toBe('NO_ERROR')
})

test('the end of a search is told by a number, and is no failure', () => {
  const last = call('FindNextFile', { code: 18, name: 'ERROR_NO_MORE_FILES' })
  expect([hasFailed(last), explain(last)]).toEqual([false, expect.stringMatching(/no more files\. .*no failure\./)])
  expect(hasFailed(call('FindFirstFile', { code: 3, name: 'ERROR_PATH_NOT_FOUND' }))).toBe(true)
})
