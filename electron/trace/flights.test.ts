import { expect, test } from 'vitest'
import { aMessage, aWindow } from '../contract/records.fixture.ts'
import type { TraceRecord } from '../contract/trace.ts'
import { createFlights, flightsOf } from './flights.ts'

test('equal messages arrive in the order in which they were posted', () => {
  const flights = flightsOf([
    aWindow('server', '0x00000002'),
    aMessage('posted'),
    aMessage('posted'),
    aMessage('received'),
  ])
  expect(flights.map(({ posted, received, to }) => [posted, received, to])).toEqual([
    [1, 3, 'server'],
    [2, null, 'server'],
  ])
})

test('a receipt belongs to the post with the same window, message and parameters', () => {
  const flights = flightsOf([
    aMessage('posted', { mp2: '0x00000001' }),
    aMessage('posted', { mp2: '0x00000002' }),
    aMessage('received', { mp2: '0x00000002' }),
  ])
  expect(flights.map(({ received }) => received)).toEqual([null, 2])
})

test('a message that nobody of the run has posted has no way', () => {
  expect(flightsOf([aMessage('received')])).toEqual([])
  expect(flightsOf([aMessage('posted', { window: '0x0BADF00D' })])[0]?.to).toBeNull()
})

test('of a window that nobody of the run has, whoever receives it is told once it is received', () => {
  const { flights, take, cut } = createFlights()
  take(aMessage('posted', { window: '0x0BADF00D' }), 0)
  expect(flights[0]?.to).toBeNull()
  const receipt = aMessage('received', { window: '0x0BADF00D' })
  take(receipt, 1)
  expect(flights[0]?.to).toBe(receipt.participant)
  cut(1)
  expect(flights[0]).toMatchObject({ to: null, received: null })
})

test('what waits when its window or its process goes ends there, unless it is taken all the same', () => {
  const server = aWindow('server', '0x00000002')
  const gone: TraceRecord = { kind: 'window', t: 9, participant: 'server', window: '0x00000002', event: 'destroyed' }
  const killed: TraceRecord = { kind: 'process', t: 9, participant: 'server', event: 'crash', pid: 4, code: null }
  const diedIn = (...records: TraceRecord[]) => flightsOf(records).map(({ received, died }) => [received, died])
  expect(diedIn(server, aMessage('posted'), gone)).toEqual([[null, 2]])
  expect(diedIn(server, aMessage('posted'), killed)).toEqual([[null, 2]])
  expect(diedIn(server, aMessage('posted'), aMessage('received'), gone)).toEqual([[2, null]])
  expect(diedIn(server, aMessage('posted'), gone, aMessage('received'))).toEqual([[3, null]])
})

test('what nobody of the run has posted has strayed in, as far as that is known', () => {
  const note: TraceRecord = {
    ...{ kind: 'note', t: 0, participant: null },
    text: '3 records are not kept here: a recording (--record) holds them all.',
  }
  const straysIn = (...records: TraceRecord[]) => {
    const { strays, take } = createFlights()
    records.forEach(take)
    return strays.map(({ index }) => index)
  }
  expect(straysIn(aMessage('posted'), aMessage('received'), aMessage('received'))).toEqual([2])
  expect(straysIn(note, aMessage('received'))).toEqual([])
})
