import { MessageChannel } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import type { Gift } from '../../native-bridge/native.ts'
import { address } from '../../native-bridge/units.ts'
import { createCells, GIFTS_POSTED, GIFTS_READ, GIFTS_RECEIVED, GIFTS_WRITTEN } from './cells.ts'
import { createGiftMemory, createGiftReader, createGiftWriter } from './gift-memory.ts'

/** More than there is room for. */
const MANY = 1000

/** After so many gifts. */
function create(before = 0) {
  const [memory, cells, { port1, port2 }] = [createGiftMemory(), createCells(), new MessageChannel()]
  for (const cell of [GIFTS_WRITTEN, GIFTS_READ, GIFTS_POSTED, GIFTS_RECEIVED]) Atomics.store(cells, cell, before)
  onTestFinished(() => port1.close())
  return { cells, give: createGiftWriter(memory, cells, port1), take: createGiftReader(memory, cells, port2) }
}

const gift = (token: number): Gift => ({
  mapping: { address: address(0x6fff_0000), size: 2 ** 40, access: 'read-write', token },
  tag: 3,
  held: false,
})
const tokens = (gifts: readonly Gift[]) => gifts.map(({ mapping }) => mapping.token)
const upTo = (count: number) => Array.from({ length: count }, (_, token) => token)

test('a gift arrives as it was given, once', () => {
  const { give, take } = create()
  const readOnly: Gift = { ...gift(0), mapping: { ...gift(0).mapping, access: 'read' } }
  const again: Gift = { ...gift(0xffff_ffff), held: true }
  for (const each of [gift(7), readOnly, again]) give(each)
  expect(take()).toEqual([gift(7), readOnly, again])
  expect(take()).toEqual([])
})

test('more gifts than there is room for arrive in their order', () => {
  const { give, take } = create()
  for (const token of upTo(MANY)) give(gift(token))
  expect(tokens(take())).toEqual(upTo(MANY))
})

test('gifts that are taken now and then arrive in their order, whether there was room for them or not', () => {
  const { give, take } = create()
  const taken: number[] = []
  for (const token of upTo(10 * MANY)) {
    give(gift(token))
    if (token % 7 === 0 && Math.floor(token / MANY) % 2 === 0) taken.push(...tokens(take()))
  }
  expect([...taken, ...tokens(take())]).toEqual(upTo(10 * MANY))
})

test('the counts may pass the largest number of 32 bits', () => {
  const { cells, give, take } = create(0x7fff_fff0)
  for (const first of [0, 40, 80, 300]) {
    for (const token of upTo(400)) give(gift(first + token))
    expect(tokens(take())).toEqual(upTo(400).map((token) => first + token))
  }
  for (const cell of [GIFTS_READ, GIFTS_RECEIVED]) expect(Atomics.load(cells, cell)).toBeLessThan(0)
})
