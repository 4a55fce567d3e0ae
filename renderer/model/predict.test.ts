import { expect, test } from 'vitest'
import { aCall, aCount, OBJECT, someData } from '../../electron/contract/records.fixture.ts'
import type { ParticipantState } from '../../electron/contract/service.ts'
import type { CallRecord } from '../../electron/contract/trace.ts'
import { decidedBy, judged, questionFor } from './predict.ts'

const next = (name: string) => ({ participant: 'server', api: 'os2' as const, name, args: { pb: OBJECT } })
const before = [aCall('DosAllocSharedMem'), aCount(['client'])]

/** What the call itself answers to the question about it. */
function answered(name: string, turn: number, call: Partial<CallRecord>, ...after: ReturnType<typeof aCount>[]) {
  const question = questionFor(next(name), before, turn)
  if (!question) throw new Error('no question')
  const records = [...before, ...after, aCall(name, { participant: 'server', ...call })]
  const { right } = judged({ question, choice: null, right: null, seen: before.length }, records)
  expect(question.choices).toContain(right)
  return right
}

test('how many hold an object is counted after the call', () => {
  expect(answered('DosGetSharedMem', 0, {}, aCount(['client', 'server']))).toBe('2')
  expect(answered('DosGetSharedMem', 0, {})).toBe('1')
  expect(answered('DosFreeMem', 1, {}, aCount([]))).toBe('0')
})

test('what a call returns is told by it, also when it is none of the choices', () => {
  const failed = (code: number, name: string) => ({ result: { code, name } })
  expect(answered('DosGetSharedMem', 1, failed(487, 'ERROR_INVALID_ADDRESS'))).toBe('ERROR_INVALID_ADDRESS')
  expect(answered('DosGetSharedMem', 1, failed(8, 'ERROR_NOT_ENOUGH_MEMORY'))).toBe('something else')
  expect(answered('WinPostMsg', 0, failed(0, 'FALSE'))).toBe('FALSE')
})

test('whether a name was free, or is known, is asked of the calls that make and open sections', () => {
  const asked = (name: string) =>
    questionFor({ participant: 'peer-2', api: 'winapi', name, args: { lpName: 'Local\\sharedmemory' } }, [], 0)
  const create = asked('CreateFileMapping')
  expect(create?.text).toBe('Peer-2’s CreateFileMapping of Local\\sharedmemory comes next. How will it end?')
  expect(create?.choices).toEqual(['NO_ERROR', 'ERROR_ALREADY_EXISTS', 'something else'])
  expect(asked('OpenFileMapping')?.choices).toContain('ERROR_FILE_NOT_FOUND')
  // What has no name cannot exist already.
  for (const name of ['CreateFileMapping', 'CreateMutex']) {
    expect(asked(name)).not.toBeNull()
    expect(questionFor({ participant: 'client', api: 'winapi', name, args: { lpName: null } }, [], 0)).toBeNull()
  }
  const wait = {
    participant: 'peer-2',
    api: 'winapi' as const,
    name: 'WaitForSingleObject',
    args: {},
    waits: ['Exec'],
  }
  expect(questionFor(wait, [], 0)?.text).toMatch(/WaitForSingleObject of Exec comes next. What will it return\?$/)
})

test('the memory dies with its last holder', () => {
  expect(answered('DosFreeMem', 0, {}, aCount(['client']))).toBe('It lives on')
  expect(answered('DosFreeMem', 0, {}, aCount([]))).toBe('It is destroyed')
})

test('there is nothing to ask about what only prepares', () => {
  expect(questionFor(next('WinInitialize'), before, 0)).toBeNull()
})

test('a touch succeeds, or is a trap: its bytes tell, or the end that it brought', () => {
  const question = questionFor(
    { participant: 'server', api: 'memory', name: 'write', args: { object: OBJECT, length: 45 } },
    before,
    0,
  )
  if (!question) throw new Error('no question')
  expect(question.text).toContain('a write of 45 bytes of 0x6FFF0000')
  const open = { question, choice: null, right: null, seen: before.length }
  const trap = { kind: 'fault' as const, t: 0, participant: 'server', text: 'server: access violation' }
  const [read, written] = (['read', 'write'] as const).map((access) =>
    someData(access, 'AAAA', undefined, { participant: 'server' }),
  )
  if (!read || !written) throw new Error('no data')
  expect(judged(open, [...before, read, { ...trap, participant: 'client' }]).right).toBeNull()
  expect(judged(open, [...before, read, written]).right).toBe('It succeeds')
  expect(judged(open, [...before, read, trap]).right).toBe('It traps')
  expect(question.choices).toEqual(['It succeeds', 'It traps'])
})

test('a question is open until its own call is made', () => {
  const question = questionFor(next('DosFreeMem'), before, 0)
  if (!question) throw new Error('no question')
  const open = { question, choice: 'It lives on', right: null, seen: before.length }
  expect(judged(open, [...before, aCall('DosFreeMem')]).right).toBeNull()
  expect(judged(open, [aCall('DosFreeMem', { participant: 'server' }), ...before]).right).toBeNull()
})

const process = (id: string, phase: ParticipantState['phase'], name?: string): ParticipantState => ({
  id,
  pid: 1,
  phase,
  call: name === undefined ? null : { api: 'os2', name, args: {}, source: null, since: 0 },
})

test('who goes next is asked now and then, where the rules decide it, and they are the reason', () => {
  const deciding = decidedBy([process('client', 'blocked', 'WinGetMsg'), process('server', 'halted', 'WinPostMsg')])
  const question = questionFor(next('WinPostMsg'), before, 3, deciding)
  expect(question?.choices).toEqual(['client', 'server'])
  expect(question?.right(aCall('WinPostMsg'), before, 0)).toBe('server')
  expect(question?.reason).toBe('Only the server can go on: the client waits in WinGetMsg.')
  expect(questionFor(next('WinPostMsg'), before, 3)?.choices).not.toContain('client')
})

test.each<[string, ParticipantState[]]>([
  ['both may go on', [process('client', 'halted'), process('server', 'halted')]],
  ['one is at work', [process('client', 'running'), process('server', 'halted')]],
  ['one waits for time to pass', [process('client', 'blocked', 'DosSleep'), process('server', 'halted')]],
  ['nobody else is left', [process('client', 'ended'), process('server', 'halted')]],
  ['nobody can go on', [process('client', 'blocked', 'WinGetMsg'), process('server', 'blocked', 'WinGetMsg')]],
])('where %s, the rules do not decide who goes next', (_, participants) => {
  expect(decidedBy(participants)).toBeNull()
})

test.each([
  [[], 'nobody holds the object'],
  [['client'], '1 process holds the object'],
  [['client', 'server'], '2 processes hold the object'],
])('held by %j, it is said that %s', (holders, said) => {
  const records = [aCall('DosAllocSharedMem'), aCount(holders)]
  expect(questionFor(next('DosGetSharedMem'), records, 0)?.text).toContain(said)
})

test.each([
  ['WaitForSingleObject', { waits: ['Exec'] }, 'WaitForSingleObject of Exec comes next'],
  [
    'WaitForMultipleObjects',
    { waits: ['Exec', 'Shutdown'] },
    'WaitForMultipleObjects of Exec or Shutdown comes next',
  ],
  ['FindNextFile', {}, 'FindNextFile comes next'],
])('what %s is about is named as far as it is known before', (name, known, text) => {
  const question = questionFor({ participant: 'server', api: 'winapi', name, args: {}, ...known }, [], 0)
  expect(question?.text).toContain(`The server’s ${text}`)
})
