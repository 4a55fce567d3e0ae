import { expect, test } from 'vitest'
import { parseSettings } from './run-command.ts'

test('a setting is split at its first equals sign', () => {
  expect(parseSettings(['ask=echo a=b', 'requests=2', 'free='])).toEqual({ ask: 'echo a=b', requests: '2', free: '' })
})

test('the last of several values of a setting counts', () => {
  expect(parseSettings(['requests=2', 'requests=3'])).toEqual({ requests: '3' })
})

test.each(['requests', '=3', ''])('‘%s’ is refused, with how to write it', (pair) => {
  expect(() => parseSettings([pair])).toThrow('Write --set key=value')
})
