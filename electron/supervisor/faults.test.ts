import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { fault } from '../contract/fault.ts'
import { scenarios } from '../scenarios/catalogue.ts'
import { parseFault } from './faults.ts'
import { findScenario, resolveSettings } from './resolve-settings.ts'
import { UsageError } from './usage-error.ts'

const { info } = findScenario('request-reply')
const parse = (text: string) => parseFault(text, info, ['client', 'server'])

test.each(scenarios)(
  'every fault that $info.id offers is understood, and is what the contract allows',
  (scenario) => {
    const ids = scenario.cast(resolveSettings(scenario, {})).map(({ id }) => id)
    for (const { example } of scenario.info.faults) {
      expect(z.safeParse(fault, parseFault(example, scenario.info, ids)).success, example).toBe(true)
    }
  },
)

test('a fault says whom it strikes, at which call and for how long', () => {
  expect(parse('kill:client@12')).toEqual({ kind: 'kill', participant: 'client', call: 12 })
  expect(parse('hang:server@3:250')).toEqual({ kind: 'hang', participant: 'server', call: 3, milliseconds: 250 })
  expect(parse('double-free:client')).toEqual({ kind: 'own', name: 'double-free', participant: 'client' })
  expect(parse('queue-full')).toEqual({ kind: 'own', name: 'queue-full', participant: null })
})

test.each([
  '',
  'explode',
  'kill',
  'kill:server',
  'kill:server@0',
  'kill:nobody@1',
  'kill:server@1:5',
  'hang:server@1',
  'hang:server@1:0',
  'hang:server@1:600001',
  'double-free',
  'double-free:server@2',
  'write-read-only:client',
  'give-to-dead:server',
])('‘%s’ is refused, with what is allowed', (text) => {
  expect(() => parse(text)).toThrow(UsageError)
  expect(() => parse(text)).toThrow('kill:<participant>@<n>')
  expect(() => parse(text)).toThrow('a participant is client or server')
})

test('an empty fault is said to be empty', () => {
  expect(() => parse('')).toThrow(/^The fault is empty\. Allowed is: /)
  expect(() => parse('explode')).toThrow(/^There is no fault ‘explode’\. Allowed is: /)
})
