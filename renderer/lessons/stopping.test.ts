import { expect, test } from 'vitest'
import { aCall, anOutcome, someData } from '../../electron/contract/records.fixture.ts'
import { createArrival, isPast } from './stopping.ts'

const frees = (participant = 'client') => aCall('DosFreeMem', { participant })
const standing = (name: string, id = 'client') => ({
  id,
  call: { api: 'os2' as const, name, args: {}, source: null, since: 0 },
})

test('a run stands before the first call of a name, and not before that of another', () => {
  const arrival = createArrival({ participant: 'client', call: 'DosFreeMem' })
  expect(arrival.standsAt(standing('DosGetSharedMem'))).toBe(false)
  expect(arrival.standsAt(standing('DosFreeMem', 'server'))).toBe(false)
  expect(arrival.standsAt(standing('DosFreeMem'))).toBe(true)
})

test('a run stands before the second one only when the first has been made', () => {
  const arrival = createArrival({ participant: 'client', call: 'DosFreeMem', nth: 2 })
  expect(arrival.standsAt(standing('DosFreeMem'))).toBe(false)
  arrival.follow(frees('server'))
  expect(arrival.standsAt(standing('DosFreeMem'))).toBe(false)
  expect(arrival.follow(frees())).toBe(false)
  expect([arrival.standsAt(standing('DosFreeMem')), arrival.passed]).toEqual([true, false])
  // Made, and so passed; but it was to be stopped before.
  expect([arrival.follow(frees()), arrival.passed]).toEqual([false, true])
})

test('a touch of shared memory is a step like a call', () => {
  const arrival = createArrival({ participant: 'server', call: 'read', when: 'after' })
  expect(arrival.follow(someData('read', 'AAAA', undefined, { participant: 'client' }))).toBe(false)
  expect(arrival.follow(someData('read', 'AAAA', undefined, { participant: 'server' }))).toBe(true)
})

test('after a call the run arrives with its record, and stands nowhere before it', () => {
  const arrival = createArrival({ participant: 'client', call: 'DosFreeMem', when: 'after' })
  expect(arrival.standsAt(standing('DosFreeMem'))).toBe(false)
  expect([arrival.follow(frees()), arrival.passed]).toEqual([true, true])
})

test('the end comes with the outcome', () => {
  const arrival = createArrival('end')
  expect([arrival.follow(frees()), arrival.follow(anOutcome()), arrival.passed]).toEqual([false, true, true])
})

test('who was to stand before a step has gone on with it, and behind one with the next of its own', () => {
  const before = { participant: 'client', call: 'DosFreeMem' }
  const after = { ...before, when: 'after' as const }
  const others = [frees('server'), aCall('DosGetSharedMem', { participant: 'client' })]
  expect([before, after, 'end' as const].map((place) => isPast(place, others))).toEqual([false, false, false])
  const made = [...others, frees(), frees('server')]
  expect([isPast(before, made), isPast(after, made)]).toEqual([true, false])
  expect(isPast(after, [...made, someData('read', 'AAAA', undefined, { participant: 'client' })])).toBe(true)
  expect(isPast('end', [...made, anOutcome()])).toBe(false)
})
