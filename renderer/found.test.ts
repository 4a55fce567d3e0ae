import { expect, test } from 'vitest'
import type { Command } from './command.ts'
import { found } from './found.ts'

const command = (label: string, meaning: string): Command => ({
  id: label,
  label,
  meaning,
  keys: [],
  unavailable: () => null,
  run: () => {},
})
const all = [
  command('Step', 'the next call'),
  command('Run', 'as fast as it goes'),
  command('End run', 'in good order'),
]
const names = (wanted: string) => found(all, wanted).map(({ label }) => label)

test('no words mean all of them', () => {
  expect(names(' ')).toEqual(['Step', 'Run', 'End run'])
})

test.each([
  ['run', ['Run', 'End run']],
  ['RUN end', ['End run']],
  ['call', ['Step']],
  ['order run', ['End run']],
  ['goes', ['Run']],
  ['walk', []],
])('‘%s’ means %j', (wanted, expected) => {
  expect(names(wanted)).toEqual(expected)
})

test('a name comes before a meaning', () => {
  const both = [command('Play', 'call after call'), command('Call', 'somebody')]
  expect(found(both, 'call').map(({ label }) => label)).toEqual(['Call', 'Play'])
})
