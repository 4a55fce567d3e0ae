import { expect, test } from 'vitest'
import { aCount, OBJECT } from '../../electron/contract/records.fixture.ts'
import { holdersOf } from './holders.ts'

test('the last count of an object tells who holds it', () => {
  expect(holdersOf([], OBJECT)).toBeNull()
  expect(holdersOf([aCount(['client', 'server']), aCount(['server'])], OBJECT)).toEqual(['server'])
  expect(holdersOf([aCount(['client']), aCount([])], OBJECT)).toEqual([])
  expect(holdersOf([aCount(['client'])], 'another one')).toBeNull()
})
