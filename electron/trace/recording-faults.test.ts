import { expect, test } from 'vitest'
import { aCall, aMessage } from '../contract/records.fixture.ts'
import type { TraceHeader, TraceRecord } from '../contract/trace.ts'
import { readRecording, writeRecording } from './recording.ts'
import { faultsIn } from './recording-faults.ts'

const header: TraceHeader = {
  ...{ format: 'sharemem-trace', version: 1, scenario: 'request-reply', settings: {} },
  platform: { os: 'linux', kernel: 'sysv', node: '20.19.0', arch: 'x64' },
  participants: ['client', 'server'].map((id) => ({ id, role: id, pid: 42 })),
}
const known = ['parent-and-child', 'request-reply']
const faults = (...records: TraceRecord[]) => faultsIn({ header, records }, known)

const alloc = aCall('DosAllocSharedMem', { start: 10, end: 20 })
const posted = aMessage('posted', { t: 30 })
const free = aCall('DosFreeMem', { start: 40, end: 50 })

test('nothing is wrong with what is in order, also where two things happen at the same time', () => {
  expect(faults(alloc, { ...posted, t: 20 }, free)).toEqual([])
  expect(faults()).toEqual([])
})

test('the lines of reversed times are named', () => {
  expect(faults(free, posted, alloc)).toEqual(['Line 3 stands after what happened later, and so does line 4.'])
})

test('a line that somebody has copied is named, and not what only happened at the same time', () => {
  const message = { ...posted, t: 50 }
  expect(faults(alloc, free, message, free)).toEqual(['Line 5 stands there twice.'])
  expect(faults(alloc, free, message)).toEqual([])
})

test('times before the run, and calls that end before they begin', () => {
  expect(faults({ ...alloc, start: -5 }, { ...posted, t: 21 })).toEqual([
    'Line 2 tells of a time before the run began.',
  ])
  expect(faults({ ...alloc, start: 25 })).toEqual(['Line 2 tells of a call that ended before it began.'])
})

test('holds that are longer than the run, or shorter than nothing', () => {
  const held = (by: number) => ({ ...alloc, held: by })
  expect(faults(held(10))).toEqual([])
  for (const by of [11, 1e300, -5])
    expect(faults(held(by))).toEqual(['Line 2 tells of a hold that began before the run, or after its end.'])
})

test('calls from another scenario’s source, and who is not named', () => {
  const source = { file: 'electron/scenarios/parent-and-child.ts', line: 8 }
  expect(faults({ ...alloc, source, participant: 'parent' })).toEqual([
    'Its first line says ‘request-reply’, but it has calls from the source of ‘parent-and-child’.',
  ])
  expect(faults({ ...alloc, participant: 'parent' })).toEqual([
    'Its first line does not name parent, who takes part in it.',
  ])
})

test('lines are counted with those that are empty', () => {
  const [first, ...rest] = writeRecording({ header, records: [alloc, posted, posted] }).split('\n')
  const read = readRecording([first, '', ' ', ...rest].join('\n'), known)
  expect(faultsIn(read, known)).toEqual(['Line 6 stands there twice.'])
  expect(() => readRecording([first, '', '{}', ...rest].join('\n'), known)).toThrow('line 3 is no record')
  expect(readRecording([first, '', ...rest].join('\n').slice(0, -9), known).cutOff).toBe(5)
})

test('of many at the same time each is written out once, and a copy is found however far it stands', () => {
  const many = Array.from({ length: 20_000 }, (_, mp1) => ({ ...posted, mp1: String(mp1) }))
  expect(faults(...many)).toEqual([])
  expect(faults(...many, posted, ...many.slice(0, 1))).toEqual(['Line 20003 stands there twice.'])
})

test('of many who are not named two are', () => {
  const by = (participant: string) => ({ ...alloc, participant })
  expect(faults(by('a'), by('b'))).toContain('Its first line does not name a and b, who take part in it.')
  expect(faults(by('a'), by('b'), by('c'))[0]).toBe(
    'Its first line does not name a and b, who take part in it (3 in all).',
  )
})

test('of many lines the first two are named, and all are counted', () => {
  const records = Array.from({ length: 1200 }, (_, index) => ({ ...posted, t: -index - 1 }))
  expect(faults(...records)[0]).toBe(
    'Line 2 tells of a time before the run began, and so does line 3 (1,200 lines in all).',
  )
})
