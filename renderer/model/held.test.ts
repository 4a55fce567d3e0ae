/** What stands at the now line in the runs of all systems that come along, in words. */
import { expect, test } from 'vitest'
import { aCount, OBJECT } from '../../electron/contract/records.fixture.ts'
import { castOf } from '../../electron/trace/cast.ts'
import { recordingNames, recordingOf } from '../recordings.fixture.ts'
import { nextInWords, safetyInWords } from '../vocabulary/safety.ts'
import { heldAt, mostOf, nextSteps } from './held.ts'
import { stepsOf } from './steps.ts'

/** All that is told while somebody looks at one step after the other. */
function told(name: string): Set<string> {
  const { header, records } = recordingOf(name)
  const cast = castOf(header, [])
  const all = stepsOf(records).flatMap((cursor) =>
    heldAt({ records, cursor, cast }, nextSteps(records, cursor, [])).flatMap(({ safety, unread, next }) => {
      const own = next && safety.find(({ participant }) => participant === next.participant)
      return [...safetyInWords(safety, unread), ...(next ? [nextInWords(next, own)] : [])]
    }),
  )
  return new Set(all)
}

test.each([
  ['child-reads', 'parent must not free yet: the child has not got it', 'child will get it: 1 → 2'],
  ['half-initialised', 'peer-1 must not free yet: peer-2 has not got it', 'peer-2 will get it: 1 → 2'],
  ['reader-in-time', 'creator must not free yet: the reader has not got it'],
  ['reader-in-time', 'reader will free it: 2 → 1, lives on (safe: the creator holds it)'],
  ['reader-in-time', 'reader will close or unmap: stays 2, a handle or view is left'],
  ['reader-too-late', 'creator must not free yet: the reader has not got it'],
  [
    'file-stream',
    'client must not free yet: the server has not got it',
    'freed by either, it lives on: the other holds it',
  ],
  [
    'clients-in-turn',
    'server must not free yet: 3 others have not got it',
    'freed by one, it lives on: the others hold it',
  ],
  ['clients-in-turn', 'server must not free yet: it has not read it; freed by another, it lives on'],
  ['clients-in-turn', 'nobody has read yet what the server wrote'],
  ['child-reads', 'child must not free yet: it has not read it; freed by parent, it lives on'],
  ['lost-request', 'client will free it: 1 → 0, destroyed (not yet: the server has not got it)'],
  ['fire-and-forget', 'client will free it: 2 → 1, lives on (safe: the server holds it)'],
  ['hand-over', 'must not be freed yet: nobody has written to it'],
  ['one-object-wine', 'server will get it: stays 2, it holds it already'],
])('in %s it is told: %s', (name, ...sentences) => {
  for (const sentence of sentences) expect([...told(name)]).toContain(sentence)
})

test.each(recordingNames)('in %s nobody is said to be free to let go of what it touches later', (name) => {
  const { header, records } = recordingOf(name)
  const cast = castOf(header, [])
  for (const cursor of stepsOf(records)) {
    for (const { object, safety, unread } of heldAt({ records, cursor, cast }, [])) {
      const later = records.slice(cursor + 1, object.last ?? records.length)
      if (!later.some((each) => each.kind === 'data' && each.object === object.name)) continue
      expect(safetyInWords(safety, unread).join(' · ')).not.toMatch(/\bmay\b/)
    }
  }
})

test('of live processes, those that are halted come next, whoever has waited longest first', () => {
  const call = (name: string, since: number) => ({
    ...{ api: 'os2' as const, name, args: {}, source: null, since },
  })
  const participants = [
    { id: 'a', pid: 1, phase: 'halted' as const, call: call('DosFreeMem', 20) },
    { id: 'b', pid: 2, phase: 'halted' as const, call: call('DosGetSharedMem', 10) },
    { id: 'c', pid: 3, phase: 'blocked' as const, call: call('WinGetMsg', 5) },
  ]
  expect(nextSteps([], null, participants).map(({ participant }) => participant)).toEqual(['b', 'a'])
})

const names = (held: ReturnType<typeof heldAt>) => held.map(({ object }) => object.name)

test('the object that somebody is about to ask for is shown although it is gone, and others have been made since', () => {
  const [gone, other] = [OBJECT, '0x6FFE0000']
  const records = [aCount(['client']), aCount([]), aCount(['client'], { object: other })]
  const place = { records, cursor: 2, cast: [] }
  const next = { participant: 'server', api: 'os2' as const, name: 'DosGetSharedMem', args: { pb: gone } }
  expect(names(heldAt(place, []))).toEqual([other])
  expect(names(heldAt(place, [next]))).toEqual([gone, other])
})

test('where there is little room, what is gone leaves it to what lives or is next', () => {
  const [one, two, three] = ['0x6FFF0000', '0x6FFE0000', '0x6FFD0000']
  const made = [one, two, three].map((object) => aCount(['client'], { object }))
  const records = [...made, aCount([], { object: two })]
  const place = { records, cursor: 3, cast: [] }
  const most = (count: number, all = heldAt(place, [])) => names(mostOf(all, count, 3))
  expect([1, 2, 3].map((count) => most(count))).toEqual([[three], [one, three], [one, two, three]])
  const next = { participant: 'server', api: 'os2' as const, name: 'DosGetSharedMem', args: { pb: two } }
  expect(most(2, heldAt(place, [next]))).toEqual([two, three])
})
