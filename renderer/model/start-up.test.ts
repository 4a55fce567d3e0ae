import { expect, test } from 'vitest'
import { aCall, aCount, anOutcome, aWindow, OBJECT } from '../../electron/contract/records.fixture.ts'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { createLayout } from './layout.ts'
import type { StartUpView } from './start-up.ts'

const done = { result: { code: 1, name: 'TRUE' } }
const beginning: TraceRecord[] = [
  aCall('WinInitialize', { ...done, start: 1, end: 2 }),
  aWindow('client', '0x00000002'),
  aCall('WinCreateWindow', { ...done, start: 3, end: 4 }),
]
const allocation: TraceRecord[] = [
  aCount(['client'], { t: 11 }),
  aCall('DosAllocSharedMem', { object: OBJECT, start: 10, end: 12 }),
]

function drawn(records: readonly TraceRecord[], view?: StartUpView) {
  const layout = createLayout()(records, view)
  const rows = layout.view(0, Number.POSITIVE_INFINITY).rows.map(({ label }) => label)
  return { rows, steps: layout.startUp?.count ?? null, height: layout.height }
}

test('what comes before the first memory is one row, which can be opened', () => {
  const records = [...beginning, ...allocation]
  expect(drawn(records, 'folded')).toMatchObject({ rows: ['DosAllocSharedMem'], steps: 2 })
  const all = ['WinInitialize', 'WinCreateWindow', 'DosAllocSharedMem']
  expect(drawn(records, 'open')).toMatchObject({ rows: all, steps: 2 })
  expect(drawn(records)).toMatchObject({ rows: all, steps: null })
})

test('its row is as high with one step as with many, so that nothing jumps as memory comes', () => {
  const heights = [1, 3].map((count) => drawn(beginning.slice(0, count), 'folded').height)
  expect(heights[0]).toBe(heights[1])
  expect(drawn([...beginning, ...allocation], 'folded').height).toBe((heights[0] ?? 0) + 48)
})

test('what goes wrong before any memory is seen', () => {
  const failure = aCall('DosExecPgm', { result: { code: 2, name: 'ERROR_FILE_NOT_FOUND' }, start: 5, end: 6 })
  const end = anOutcome({ t: 7, ok: false, name: 'api-error' })
  expect(drawn([...beginning, failure, end], 'folded')).toMatchObject({
    rows: ['DosExecPgm', 'A call failed'],
    steps: 2,
  })
})

test('a note in the allocation itself is none of the start-up', () => {
  const note: TraceRecord = { kind: 'note', t: 11, participant: 'client', text: 'On Windows …' }
  expect(drawn([...beginning, note, ...allocation], 'folded').rows).toEqual(['DosAllocSharedMem', 'On Windows …'])
})

test('a call that slips in before is folded as well', () => {
  const late = aCall('WinPostMsg', { ...done, participant: 'server', start: 8, end: 14 })
  expect(drawn([...beginning, ...allocation, late], 'folded')).toMatchObject({
    rows: ['DosAllocSharedMem'],
    steps: 3,
  })
})

const recordings = import.meta.glob<string>('../../recordings/*.jsonl', {
  ...{ eager: true, query: '?raw', import: 'default' },
})
const beginnings = Object.entries(recordings).map(([path, text]) => {
  const records = text.trim().split('\n').slice(1)
  const { rows, steps } = drawn(
    records.map((line) => JSON.parse(line)),
    'folded',
  )
  return [path.split('/').at(-1)?.replace('.jsonl', ''), steps, rows[0]]
})

test('of each system, what it is about comes first', () => {
  const os2 = [12, 'DosAllocSharedMem']
  expect(beginnings).toEqual([
    ['child-reads', null, 'CreateFileMapping'],
    ['clients-in-turn', 2, 'CreateFileMapping'],
    ['file-stream', 5, 'CreateFileMapping'],
    ['fire-and-forget', ...os2],
    ['half-initialised', null, 'CreateFileMapping'],
    ['hand-over', ...os2],
    ['lost-request', ...os2],
    ['one-object-wine', ...os2],
    ['reader-in-time', null, 'CreateFileMapping'],
    ['reader-too-late', null, 'CreateFileMapping'],
    ['server-gives-up', 3, 'CreateFileMapping'],
    ['stale-done', 2, 'CreateFileMapping'],
    ['trap', ...os2],
  ])
})
