import { expect, test } from 'vitest'
import { anExchange } from '../../electron/trace/exchanges.fixture.ts'
import { exchangeOf, segmentsOf } from './timing.ts'

test('moments are told from the first one on', () => {
  expect(segmentsOf(anExchange(), Number.POSITIVE_INFINITY)).toEqual([
    { name: 'allocated', by: null, at: 0 },
    { name: 'posted', by: 'client', at: 20 },
    { name: 'received', by: 'server', at: 30 },
    { name: 'replied', by: 'client', at: 50 },
  ])
})

test('in the past, what came later has not happened yet', () => {
  expect(segmentsOf(anExchange(), 125).map(({ name }) => name)).toEqual(['allocated', 'posted'])
})

test('the time in which somebody held the run is not the machine’s', () => {
  const pauses = [{ from: 112, to: 118 }]
  expect(segmentsOf(anExchange(), Number.POSITIVE_INFINITY, pauses).map(({ at }) => at)).toEqual([0, 14, 24, 44])
})

test('of a request that is not kept any more the outcome tells', () => {
  const times = { allocated: 5, given: null, posted: 10, received: 20, acknowledged: null, replied: 30 }
  const timing = { id: 7, ask: 'lookup Fe', object: '0x6FFF0000', ...times, freed: { a: 40, b: null } }
  expect(exchangeOf(timing)).toEqual({
    id: 7,
    title: 'lookup Fe',
    object: '0x6FFF0000',
    moments: [
      { name: 'allocated', by: null, t: 5 },
      { name: 'posted', by: null, t: 10 },
      { name: 'received', by: null, t: 20 },
      { name: 'replied', by: null, t: 30 },
      { name: 'a freed', by: 'a', t: 40 },
    ],
  })
})
