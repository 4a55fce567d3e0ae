import { expect, test } from 'vitest'
import { aCall, aCount, aMessage, aWindow, OBJECT, someData } from '../../electron/contract/records.fixture.ts'
import type { OutcomeRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { rowOf as rowAt } from './rows.ts'

const TRUE = { code: 1, name: 'TRUE' }
const FALSE = { code: 0, name: 'FALSE' }
const invalid = { code: 487, name: 'ERROR_INVALID_ADDRESS' }
const [pb, ppb, msg] = [OBJECT, OBJECT, 'WM_REQUEST']

const rowsOf = (records: TraceRecord[]) => records.flatMap((record, index) => rowAt(record, index) ?? [])
const rowOf = (record: TraceRecord) => rowsOf([record])[0]
const process = (event: 'start' | 'ready' | 'exit' | 'crash'): TraceRecord => ({
  kind: 'process',
  t: 7,
  participant: 'server',
  event,
  pid: 12,
  code: null,
})
const outcome = (name: OutcomeRecord['name']): TraceRecord => ({
  kind: 'outcome',
  t: 9,
  ok: name === 'completed',
  name,
  text: '',
  requests: [],
  foreign: 0,
})

test('rows stand in the order of the trace, each with its place there; some records have none', () => {
  const rows = rowsOf([
    process('start'),
    aWindow('server', '0x00000002'),
    aCall('DosAllocSharedMem'),
    aCount(['client']),
    aMessage('posted'),
    someData('write', ''),
  ])
  expect(rows.map(({ index, participant, label }) => [index, participant, label])).toEqual([
    [0, 'server', 'process starts'],
    [2, 'client', 'DosAllocSharedMem'],
    [5, 'client', 'writes 4 B'],
  ])
})

test.each<[string, Parameters<typeof aCall>[1], string]>([
  ['DosAllocSharedMem', { args: { cb: 4096, ppb } }, `4 096 B → ${OBJECT}`],
  [
    'DosAllocSharedMem',
    { args: { cb: 4096 }, result: { code: 8, name: 'ERROR_NOT_ENOUGH_MEMORY' } },
    '→ ERROR_NOT_ENOUGH_MEMORY',
  ],
  ['DosGiveSharedMem', { args: { pb, pid: 12 } }, `${OBJECT} to pid 12`],
  ['DosGiveSharedMem', { args: { pb, pid: 12 }, result: invalid }, '→ ERROR_INVALID_ADDRESS'],
  ['DosGetSharedMem', { args: { pb } }, `${OBJECT} → NO_ERROR`],
  ['DosFreeMem', { args: { pb }, result: invalid }, `${OBJECT} → ERROR_INVALID_ADDRESS`],
  ['DosGetNamedSharedMem', { args: { pszName: '\\SHAREMEM\\REQUEST.1' } }, '\\SHAREMEM\\REQUEST.1'],
  ['DosExecPgm', { args: { pName: 'server', codeTerminate: 12 } }, 'server → pid 12'],
  ['WinGetMsg', { args: { msg }, result: TRUE, start: 1000, end: 13_300 }, 'WM_REQUEST after 12.3 µs'],
  ['WinPostMsg', { args: { msg, mp1: OBJECT }, result: TRUE }, `WM_REQUEST ${OBJECT}`],
  ['WinPostMsg', { args: { msg, mp1: '0x00000000' }, result: TRUE }, 'WM_REQUEST'],
  ['WinCreateWindow', { result: { code: 2, name: '0x00000002' } }, 'object window → 0x00000002'],
  ['WinStartTimer', { args: { dtTimeout: 500 }, result: { code: 1, name: 'idTimer' } }, '500 ms'],
  ['DosWaitChild', {}, '→ NO_ERROR'],
  ['DosWaitChild', { result: { code: 4711, name: '4711' } }, '→ 4711'],
])('%s %o reads ‘%s’', (name, rest, detail) => {
  expect(rowOf(aCall(name, rest))).toMatchObject({ label: name, detail })
})

test.each([
  ['DosFreeMem', { code: 0, name: 'NO_ERROR' }, false],
  ['DosFreeMem', invalid, true],
  ['WinPostMsg', TRUE, false],
  ['WinPostMsg', FALSE, true],
  ['WinCreateMsgQueue', { code: 0, name: 'NULLHANDLE' }, true],
])('%s that returns %o has failed: %s', (name, result, failed) => {
  expect(rowOf(aCall(name, { result }))?.failed).toBe(failed)
})

test('WinGetMsg has not failed when what it got is the end', () => {
  expect(rowOf(aCall('WinGetMsg', { args: { msg: 'WM_QUIT' }, result: FALSE }))?.failed).toBe(false)
  expect(rowOf(aCall('WinGetMsg', { result: FALSE }))?.failed).toBe(true)
})

test('a call that waits takes effect as it returns, every other one as it starts', () => {
  const effectOf = (name: string) => rowOf(aCall(name, { start: 10, end: 90 }))?.effect
  expect(['WinGetMsg', 'DosWaitChild', 'WinPostMsg', 'DosFreeMem'].map(effectOf)).toEqual([90, 90, 10, 10])
  expect(rowOf(process('ready'))?.effect).toBe(7)
})

test('calls of the hand-over outweigh those that prepare and clear away', () => {
  const weightOf = (record: TraceRecord) => rowOf(record)?.weight
  expect([aCall('DosFreeMem'), aCall('WinTerminate'), process('exit')].map(weightOf)).toEqual([
    'call',
    'minor',
    'mark',
  ])
})

test('an access names the structure, or how much it was where there is none', () => {
  expect(rowOf(someData('read', '', { name: 'REPLY', fields: {} }))).toMatchObject({
    label: 'reads REPLY',
    detail: OBJECT,
    failed: false,
  })
  expect(rowOf(someData('write', '', undefined, { length: 4096 }))?.label).toBe('writes 4 096 B')
})

test('of a process, only its crash is a failure', () => {
  const rows = rowsOf([process('ready'), process('exit'), process('crash')])
  expect(rows.map(({ label, failed }) => [label, failed])).toEqual([
    ['thread is ready', false],
    ['process ends', false],
    ['process crashed', true],
  ])
  expect(rows[0]?.detail).toBe('pid 12')
})

test('a fault is a failure, a note is none, and either may be nobody’s', () => {
  const remark = (kind: 'note' | 'fault'): TraceRecord => ({ kind, t: 0, participant: null, text: 'a remark' })
  const rows = rowsOf([remark('note'), remark('fault')])
  expect(rows.map(({ participant, label, failed }) => [participant, label, failed])).toEqual([
    [null, 'a remark', false],
    [null, 'a remark', true],
  ])
})

test('how a run has ended is told in words, and one that a person stops has not failed', () => {
  const rows = rowsOf([outcome('completed'), outcome('stopped'), outcome('timeout'), outcome('wrong-data')])
  expect(rows.map(({ participant, label, failed }) => [participant, label, failed])).toEqual([
    [null, 'Completed', false],
    [null, 'Stopped', false],
    [null, 'Timeout', true],
    [null, 'Wrong data were read', true],
  ])
})

test('a wait whose time has passed has not failed, and what the system takes back is told from a program’s own calls', () => {
  const source = { file: 'x.ts', line: 1 }
  const waited = rowOf(
    aCall('WaitForSingleObject', { api: 'winapi', source, result: { code: 258, name: 'WAIT_TIMEOUT' } }),
  )
  expect(waited).toMatchObject({ failed: false, timedOut: true })
  expect(waited?.bySystem).toBe(false)
  expect(rowOf(aCall('DosFreeMem', { source }))?.bySystem).toBe(false)
  expect(rowOf(aCall('DosFreeMem'))).toMatchObject({ failed: false, bySystem: true })
})
