import { expect, test } from 'vitest'
import { parseSettings } from './run-command.ts'

test('a setting is split at its first equals sign', () => {
  expect(parseSettings(['ask=echo a=b', 'requests=2', 'free='])).toEqual({ ask: 'echo a=b', requests: '2', free: '' })
})

test('a second value of the same setting is refused, and which setting it is', () => {
  expect(() => parseSettings(['requests=2', 'ask=echo a', 'requests=3'])).toThrow('--set requests is there twice.')
})

test.each(['requests', '=3', ''])('‘%s’ is refused, with how to write it', (pair) => {
  expect(() => parseSettings([pair])).toThrow('Write --set key=value')
})
