import { expect, test } from 'vitest'
import { aCall, aMessage, anOutcome, someData } from '../../electron/contract/records.fixture.ts'
import { nextMessage, nextStep, placeOfNextMessage, stepsOf } from './steps.ts'

const records = [aCall('WinPostMsg'), aMessage('posted'), aCall('DosFreeMem'), aMessage('received'), anOutcome()]

test('steps are the places of the calls', () => {
  expect(stepsOf(records)).toEqual([0, 2])
  expect(stepsOf([])).toEqual([])
  expect([0, 1, 2, null].map((cursor) => nextStep(records, cursor))).toEqual([2, 2, undefined, undefined])
})

test('a touch of shared memory is a step like a call, unless it is of an older recording', () => {
  const source = { file: 'electron/scenarios/request-reply.ts', line: 42 }
  const touches = [someData('write', 'AAAA', undefined, { source }), someData('read', 'AAAA')]
  expect(stepsOf([...touches, aCall('DosFreeMem')])).toEqual([0, 2])
})

test('the next message is the first one behind a place', () => {
  expect([-1, 0, 1, 3].map((after) => nextMessage(records, after))).toEqual([1, 1, 3, undefined])
})

test('what has posted or taken it is the step that tells of it, which comes behind it', () => {
  const server = { participant: 'server' }
  const told = [
    aMessage('posted'),
    aCall('WinGetMsg', server),
    aCall('WinPostMsg'),
    aMessage('received', server),
    aCall('WinGetMsg', server),
  ]
  expect([-1, 0, 2, 4].map((after) => placeOfNextMessage(told, after))).toEqual([2, 4, 4, undefined])
  // Nobody would see it wait otherwise.
  const quick = [aMessage('posted'), aMessage('received', server), aCall('WinGetMsg', server), aCall('WinPostMsg')]
  expect([-1, 0, 2].map((after) => placeOfNextMessage(quick, after))).toEqual([0, 2, undefined])
})
