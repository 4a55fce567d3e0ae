import { expect, test } from 'vitest'
import { stepsOf } from './steps-of.ts'

test('what a program does is its calls, and its touches of shared memory', () => {
  const calls = ['DosFreeMem']
  expect([stepsOf({ calls }), stepsOf({ calls, access: 'reads' }), stepsOf({ calls, access: 'writes' })]).toEqual([
    ['DosFreeMem', 'read', 'write'],
    ['DosFreeMem', 'read'],
    ['DosFreeMem', 'write'],
  ])
})
