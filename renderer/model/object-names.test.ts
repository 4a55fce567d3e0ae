import { expect, test } from 'vitest'
import type { ExchangePattern } from '../../electron/trace/exchange-pattern.ts'
import { calledIn, calledOf } from './object-names.ts'

const exchange: ExchangePattern = {
  noun: ['request', 'requests'],
  begins: { record: { kind: 'output' }, title: [] },
  moments: [],
  over: [],
  objects: [{ name: 'request' }, { name: 'reply', unless: { key: 'objects', is: 'one' } }],
}
const none = new Map<string, string>()

test('objects without names are called in the order in which they are made, as the settings have it', () => {
  const [two, one] = ['two', 'one'].map((objects) => calledIn(exchange, { objects }))
  expect([two, one]).toEqual([['request', 'reply'], ['request']])
  const nameOf = (ordinal: number | null, called = two) =>
    calledOf({ name: '0x6FFF0000', ordinal }, called ?? [], none)
  expect([nameOf(0), nameOf(1), nameOf(2)]).toEqual(['request', 'reply', 'request'])
  expect([nameOf(1, one), nameOf(null), nameOf(0, [])]).toEqual(['request', null, null])
})

test('one with a name of its own has that, in its short form', () => {
  const short = new Map([['Local\\ApplicationSharedMem', 'SharedMem']])
  expect(calledOf({ name: 'Local\\ApplicationSharedMem', ordinal: 0 }, ['request'], short)).toBe('SharedMem')
  expect(calledIn(undefined, {})).toEqual([])
})
