import { expect, test } from 'vitest'
import { aMessage, aWindow } from '../contract/records.fixture.ts'
import { flightsOf } from './flights.ts'

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
