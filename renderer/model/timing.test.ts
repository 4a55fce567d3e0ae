import { expect, test } from 'vitest'
import { anExchange } from '../../electron/trace/exchanges.fixture.ts'
import { segmentsOf } from './timing.ts'

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
