import { expect, test } from 'vitest'
import { aRequest } from '../../electron/contract/records.fixture.ts'
import { momentsOf, unacknowledged } from './timing.ts'

const ALL = Number.POSITIVE_INFINITY

test('moments stand in the order in which they happened, from the allocation on', () => {
  const moments = momentsOf(aRequest({ acknowledged: 135, freed: { client: 140, server: 139 } }), ALL)
  expect(moments.map(({ name, at }) => [name, at])).toEqual([
    ['allocated', 0],
    ['given', 10],
    ['posted', 20],
    ['received', 30],
    ['acknowledged', 35],
    ['server freed', 39],
    ['client freed', 40],
    ['replied', 50],
  ])
})

test('in the past, what came later has not happened yet', () => {
  expect(momentsOf(aRequest(), 125).map(({ name }) => name)).toEqual(['allocated', 'given', 'posted'])
})

test('a request that was freed before any sign of life was never acknowledged', () => {
  expect(unacknowledged(aRequest({ freed: { client: 121, server: null } }))).toBe(true)
  expect(unacknowledged(aRequest({ acknowledged: 140 }))).toBe(false)
  expect(unacknowledged(aRequest({ freed: { client: null, server: null } }))).toBe(false)
})
