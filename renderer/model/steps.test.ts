import { expect, test } from 'vitest'
import { aCall, aMessage, anOutcome } from '../../electron/contract/records.fixture.ts'
import { nextMessage, nextStep, stepsOf } from './steps.ts'

const records = [aCall('WinPostMsg'), aMessage('posted'), aCall('DosFreeMem'), aMessage('received'), anOutcome()]

test('steps are the places of the calls', () => {
  expect(stepsOf(records)).toEqual([0, 2])
  expect(stepsOf([])).toEqual([])
  expect([0, 1, 2, null].map((cursor) => nextStep(records, cursor))).toEqual([2, 2, undefined, undefined])
})

test('the next message is the first one behind a place', () => {
  expect([-1, 0, 1, 3].map((after) => nextMessage(records, after))).toEqual([1, 1, 3, undefined])
})
