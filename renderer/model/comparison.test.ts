import { expect, test } from 'vitest'
import { aCall, aCount, someData } from '../../electron/contract/records.fixture.ts'
import type { CallRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { recordingNames, recordingOf } from '../recordings.fixture.ts'
import { compare, stepName } from './comparison.ts'
import { firstDifference, movedInWords } from './comparison-words.ts'

const of = (participant: string, name: string, rest: Partial<CallRecord> = {}) =>
  aCall(name, { participant, ...rest })
const post = of('client', 'WinPostMsg', { args: { msg: 'WM_REQUEST' } })
const free = of('client', 'DosFreeMem')
const wait = of('client', 'WinGetMsg')
const take = of('server', 'WinGetMsg')
const get = of('server', 'DosGetSharedMem')
const failed = of('server', 'DosGetSharedMem', { result: { code: 487, name: 'ERROR_INVALID_ADDRESS', ok: false } })

/**
 * `=` for a row that both have, `<` and `>` for one that only the left or the right has, `!` for another result, `~` for a
 * step that the other one makes elsewhere.
 */
const drawn = (left: TraceRecord[], right: TraceRecord[]) =>
  compare(left, right).rows.map(({ left: one, right: other, differs }) => {
    const step = one ?? other
    const sign = one && other ? (differs ? '!' : '=') : differs ? (one ? '<' : '>') : '~'
    return `${sign} ${step?.record.participant} ${step && stepName(step)}`
  })
const said = (left: TraceRecord[], right: TraceRecord[]) => firstDifference(compare(left, right), '#1', '#2')

test('what both do stands side by side, and what one does earlier stands twice', () => {
  expect(drawn([post, free, take, wait], [post, take, wait, free])).toEqual([
    '= client WinPostMsg',
    '< client DosFreeMem',
    '= server WinGetMsg',
    '= client WinGetMsg',
    '> client DosFreeMem',
  ])
  expect(said([post, free, take, wait], [post, take, wait, free])).toBe(
    'First difference: in #1 the client calls DosFreeMem; in #2 it calls WinGetMsg next.',
  )
  expect(said([post, wait], [post, free, wait])).toBe(
    'First difference: in #2 the client calls DosFreeMem; in #1 it calls WinGetMsg next.',
  )
  expect(said([post, free], [post])).toBe(
    'First difference: in #1 the client calls DosFreeMem; in #2 it does nothing more.',
  )
})

test('another order of two processes is no difference, and another result is', () => {
  expect(drawn([post, take, free], [post, free, take])).toEqual([
    '= client WinPostMsg',
    '~ server WinGetMsg',
    '= client DosFreeMem',
    '~ server WinGetMsg',
  ])
  const { rows } = compare([post, take, free], [post, free, take])
  expect(rows.map(({ elsewhere }) => elsewhere?.place ?? null)).toEqual([null, 3, null, 2])
  expect(said([post, take, free], [post, free, take])).toBe('#1 and #2 make the same calls, with the same results.')
  expect(drawn([take, get], [take, failed])).toEqual(['= server WinGetMsg', '! server DosGetSharedMem'])
  expect(said([take, get], [take, failed])).toBe(
    'First difference: DosGetSharedMem of the server says NO_ERROR in #1, and ERROR_INVALID_ADDRESS in #2.',
  )
})

/** What the client frees is shared memory, which both hold before. */
const line = { file: 'a.ts', line: 1 }
const freed = of('client', 'DosFreeMem', { object: '0x6FFF0000', source: line })
const gets = (msg: string) => of('client', 'WinGetMsg', { args: { msg } })
const held = aCount(['client', 'server'])

test('a free that one run makes only after another wait has moved, which is a difference, and told', () => {
  const [early, late] = [
    [held, post, freed, take, gets('WM_REPLY')],
    [held, post, take, gets('WM_ACK'), freed, gets('WM_REPLY')],
  ]
  expect(drawn(early, late)).toEqual([
    '= client WinPostMsg',
    '< client DosFreeMem',
    '= server WinGetMsg',
    '> client WinGetMsg',
    '> client DosFreeMem',
    '= client WinGetMsg',
  ])
  expect(compare(early, late).differing).toBe(3)
  expect(said(early, late)).toBe(
    'First difference: the client calls DosFreeMem 0x6FFF0000 as step 2 in #1 (after WinPostMsg WM_REQUEST), and as step 4 in #2 (after WinGetMsg WM_ACK).',
  )
  // What comes before the free in the one run moves it, whichever of the two chance makes the earlier step.
  const [slow, quick] = [
    [held, post, take, get, freed],
    [held, post, gets('WM_ACK'), freed, take, get],
  ]
  expect(said(slow, quick)).toContain(
    'First difference: the client calls DosFreeMem 0x6FFF0000 as step 4 in #1 (after',
  )
  // Also where it stands beside its counterpart, and where no order of both would let the two be one.
  const beside = compare([held, post, freed], [held, post, gets('WM_ACK'), freed])
  expect(beside.rows.map(({ differs }) => differs)).toEqual([false, true, true])
  const later = [held, post, take, gets('WM_ACK'), gets('WM_REPLY'), freed]
  expect(compare(late, later).moved.map(({ left, right }) => [left.place, right.place])).toEqual([[4, 5]])
})

test('what a free comes after is of the time of its object, and not of the start-up', () => {
  const wait = of('client', 'WaitForSingleObject', { api: 'winapi', result: { code: 0, name: 'WAIT_OBJECT_0' } })
  const unmap = { ...freed, api: 'winapi', name: 'CloseHandle' } as const
  expect(said([gets('WM_READY'), held, freed], [gets('WM_READY'), held, gets('WM_ACK'), freed])).toBe(
    'First difference: the client calls DosFreeMem 0x6FFF0000 as step 2 in #1, and as step 3 in #2 (after WinGetMsg WM_ACK).',
  )
  expect(said([held, unmap], [held, wait, unmap])).toContain('(after WaitForSingleObject, WAIT_OBJECT_0)')
})

test('the same address in the next request is another object', () => {
  const gone = aCount([])
  const request = [held, post, gets('WM_ACK'), gone, freed]
  const early = [held, post, gone, freed, gets('WM_ACK')]
  // Of three requests on the left the one on the right is the first.
  const { moved } = compare([...request, ...request, ...request], early)
  expect(moved.map(({ left, right }) => [left.place, right.place])).toEqual([[3, 2]])
})

test('a free that only other processes come before, or the system makes, has not moved', () => {
  expect(compare([held, post, take, freed], [held, post, freed, take]).moved).toEqual([])
  // Two that have changed places are two differences, and yet none is made any later.
  const other = { ...freed, object: '0x6FFE0000' }
  const both = [aCount(['client', 'server'], { object: '0x6FFE0000' }), held]
  const swapped = compare([...both, post, other, freed], [...both, post, freed, other])
  expect([swapped.moved, swapped.differing]).toEqual([[], 2])
  const { source: _, ...bySystem } = freed
  expect(compare([held, post, bySystem], [held, post, gets('WM_ACK'), bySystem]).moved).toEqual([])
})

test('in the runs that come along the free that moved is told, whichever is left', () => {
  const told = (left: string, right: string) => {
    const { moved } = compare(recordingOf(left).records, recordingOf(right).records)
    return moved.map((free) => movedInWords(free, '#1', '#2'))
  }
  const calls = 'the client calls DosFreeMem 0x6FFF0000 as step'
  expect(told('fire-and-forget', 'hand-over')).toEqual([
    `${calls} 19 in #1 (after WinPostMsg WM_REQUEST), and as step 27 in #2 (after WinGetMsg WM_ACK).`,
  ])
  expect(told('hand-over', 'one-object-wine')).toEqual([
    `${calls} 27 in #1 (after WinGetMsg WM_ACK), and as step 27 in #2 (after WinGetMsg WM_REPLY).`,
  ])
  expect(told('one-object-wine', 'hand-over')).toEqual([
    `${calls} 27 in #1 (after WinGetMsg WM_REPLY), and as step 27 in #2 (after WinGetMsg WM_ACK).`,
  ])
})

test('handles differ from run to run, which is no difference; none at all is one', () => {
  const [one, other, none] = ['0x00AA4601', '0x00AC2801', '0x00000000'].map((name) =>
    of('server', 'WinCreateWindow', { result: { code: 1, name } }),
  ) as [CallRecord, CallRecord, CallRecord]
  expect(drawn([one], [other])).toEqual(['= server WinCreateWindow'])
  expect(drawn([one], [none])).toEqual(['! server WinCreateWindow'])
})

test('touches of shared memory are told like calls', () => {
  const write = { ...someData('write', 'AAAA'), source: { file: 'a', line: 1 } }
  expect(said([post, write], [post])).toBe(
    'First difference: in #1 the client writes 0x6FFF0000; in #2 it does nothing more.',
  )
})

test('of what only one participant did, all is told, and nothing of nothing', () => {
  expect(drawn([], [take, get])).toEqual(['> server WinGetMsg', '> server DosGetSharedMem'])
  expect(compare([], [])).toEqual({ rows: [], first: null, differing: 0, moved: [] })
})

test('two runs of 10,000 records are compared quickly, and every step stands in one row, in the order of its run', () => {
  const run = (every: number) =>
    Array.from({ length: 10_000 }, (_, index) => (index % every === 0 ? free : index % 3 === 0 ? take : post))
  const begun = performance.now()
  const { rows } = compare(run(7), run(11))
  expect(performance.now() - begun).toBeLessThan(5000)
  const places = (side: 'left' | 'right') => rows.flatMap((row) => row[side]?.place ?? [])
  const all = Array.from({ length: 10_000 }, (_, index) => index + 1)
  expect([places('left'), places('right')]).toEqual([all, all])
})

test('thousands of frees that have moved are compared quickly', () => {
  const objects = Array.from({ length: 5000 }, (_, index) => `0x${(0x1000 + index).toString(16).toUpperCase()}`)
  const holds = objects.map((object) => aCount(['client', 'server'], { object }))
  const frees = objects.map((object) => ({ ...freed, object }))
  const waits = objects.map(() => gets('WM_ACK'))
  const begun = performance.now()
  const { moved } = compare(
    [...holds, ...frees.flatMap((each, index) => [each, waits[index] ?? take])],
    [...holds, ...frees.toReversed().flatMap((each, index) => [waits[index] ?? take, each])],
  )
  expect(performance.now() - begun).toBeLessThan(5000)
  expect(moved.length).toBeGreaterThan(4990)
})

test('what a participant does instead is what comes after what both had before, wherever that stands', () => {
  const ask = of('server', 'WinPostMsg')
  // The server's receipt, which both have, comes late on the right; instead of its post comes its Get.
  expect(said([take, ask, post, free], [post, free, take, get])).toBe(
    'First difference: in #1 the server calls WinPostMsg; in #2 it calls DosGetSharedMem next.',
  )
})

test('the first difference is the one that comes first in its run, also where it stands further down', () => {
  const a = [1, 2, 3, 4].map((number) => of('client', `a${number}`))
  const b = [1, 2, 3, 4, 5].map((number) => of('server', `b${number}`))
  const [extra, odd] = [of('client', 'Extra'), of('server', 'Odd')]
  expect(said([...a, extra, ...b], [odd, ...b, ...a])).toBe(
    'First difference: in #2 the server calls Odd; in #1 it calls b1 next.',
  )
})

const fixtures = recordingNames.map((name) => recordingOf(name).records)

test('in whatever is compared, each column reads in the order of its run', () => {
  for (const left of fixtures)
    for (const right of fixtures) {
      const { rows } = compare(left, right)
      for (const side of ['left', 'right'] as const) {
        const places = rows.flatMap((row) => row[side]?.place ?? [])
        expect(places).toEqual(places.map((_, index) => index + 1))
      }
    }
})

test('two long runs of many whom chance lets go in another order are compared quickly', () => {
  let seed = 7
  const next = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed >> 28
  }
  const run = () => Array.from({ length: 25_000 }, () => of(`client-${next()}`, 'SetEvent'))
  const begun = performance.now()
  compare(run(), run())
  expect(performance.now() - begun).toBeLessThan(5000)
})
