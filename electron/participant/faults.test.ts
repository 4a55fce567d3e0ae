import { expect, test } from 'vitest'
import { createCells } from './cells.ts'
import { createStrike, Killed } from './faults.ts'

const inHost = { id: 'client', inHost: true }
const kill = (call: number) => ({ kind: 'kill', participant: 'client', call }) as const

function struck(fault: Parameters<typeof createStrike>[0], calls: number) {
  const reported: number[] = []
  let made = 0
  const strike = createStrike(fault, inHost, createCells(), () => reported.push(made))
  for (; made < calls; made += 1) strike()
  return { reported, missed: strike.missed() }
}

test('a fault strikes before the call that it names, and what came before is told first', () => {
  const reported: string[] = []
  const strike = createStrike(kill(2), inHost, createCells(), () => reported.push('told'))
  strike()
  expect(reported).toEqual([])
  expect(strike).toThrow(new Killed(2))
  expect([reported, strike.missed()]).toEqual([['told'], null])
})

test.each([
  ['kill:client@9', kill(9), 3, '3 calls'],
  ['hang:client@2:50', { kind: 'hang', participant: 'client', call: 2, milliseconds: 50 } as const, 1, '1 call'],
])('%s is told where its call is never made', (_typed, fault, calls, made) => {
  expect(struck(fault, calls)).toEqual({
    reported: [],
    missed: `The fault was never reached: its participant made ${made}.`,
  })
})

test.each([
  ['nothing is to go wrong', null],
  ['it befalls somebody else', { ...kill(9), participant: 'server' }],
  ['it is one of the scenario’s own', { kind: 'own', name: 'spoof', participant: 'client' } as const],
  ['it has struck', { kind: 'hang', participant: 'client', call: 3, milliseconds: 1 } as const],
])('nothing is told where %s', (_where, fault) => {
  expect(struck(fault, 3).missed).toBeNull()
})
