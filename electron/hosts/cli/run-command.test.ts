import { expect, test } from 'vitest'
import { parseSettings } from './run-command.ts'

test('a setting is split at its first equals sign', () => {
  expect(parseSettings(['ask=echo a=b', 'requests=2', 'free='])).toEqual({ ask: 'echo a=b', requests: '2', free: '' })
})

test('a second value of the same setting is refused, and which setting it is', () => {
  expect(() => parseSettings(['requests=2', 'ask=echo a', 'requests=3'])).toThrow('--set requests is there twice.')
})

test('what is refused is kept short', () => {
  const long = 'k'.repeat(5000)
  expect(() => parseSettings([long])).toThrow(`--set ${'k'.repeat(60)}… is not understood.`)
  expect(() => parseSettings([`${long}=1`, `${long}=2`])).toThrow(`--set ${'k'.repeat(60)}… is there twice.`)
})

test.each(['requests', '=3', ''])('‘%s’ is refused, with how to write it', (pair) => {
  expect(() => parseSettings([pair])).toThrow('Write --set key=value')
})
