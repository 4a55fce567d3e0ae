import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { createCells, READ, VERSION, WRITTEN } from './cells.ts'
import { type Bell, createRingMemory, createRingReader, createRingWriter } from './ring.ts'

function create() {
  const bells: Bell[] = []
  const cells = createCells()
  const memory = createRingMemory()
  const writer = createRingWriter(memory, cells, (bell) => bells.push(bell))
  return { bells, cells, memory, writer, reader: createRingReader(memory, cells) }
}
const bytesOf = (count: number, first = 0) => Uint8Array.from({ length: count }, (_, index) => (first + index) % 251)

test('what is written is taken once, as it was, and is delivered when it is said to be', () => {
  const { writer, reader } = create()
  expect(reader.take()).toBeNull()
  writer.write(bytesOf(3), 'later')
  writer.write(bytesOf(2, 3), 'later')
  const taken = reader.take()
  expect(taken?.bytes).toEqual(bytesOf(5))
  expect(reader.take()).toBeNull()
  expect(writer.isDelivered()).toBe(false)
  taken?.delivered()
  expect(writer.isDelivered()).toBe(true)
})

test('the bell is rung once until somebody looks, but always for what cannot wait', () => {
  const { bells, writer, reader } = create()
  writer.write(bytesOf(1), 'later')
  writer.write(bytesOf(1), 'later')
  expect(bells).toEqual(['later'])
  writer.write(bytesOf(1), 'now')
  reader.take()
  writer.write(bytesOf(1), 'later')
  expect(bells).toEqual(['later', 'now', 'later'])
})

test('half a ring full cannot wait', () => {
  const { bells, writer } = create()
  writer.write(bytesOf(100_000), 'later')
  expect(bells).toEqual(['now'])
})

test('much more than the ring holds goes round it, whole', () => {
  const { writer, reader } = create()
  let first = 0
  for (let count = 0; count < 50; count += 1) {
    writer.write(bytesOf(10_007, first), 'later')
    const taken = reader.take()
    expect(taken?.bytes).toEqual(bytesOf(10_007, first))
    taken?.delivered()
    first = (first + 10_007) % 251
  }
})

test('the counts may pass the largest number of 32 bits', () => {
  const { cells, memory } = create()
  const last = 0x7fff_fff0
  for (const cell of [READ, WRITTEN]) Atomics.store(cells, cell, last)
  const writer = createRingWriter(memory, cells, () => {})
  const reader = createRingReader(memory, cells)
  for (const first of [0, 40, 80]) {
    writer.write(bytesOf(40, first), 'later')
    const taken = reader.take()
    expect(taken?.bytes).toEqual(bytesOf(40, first))
    taken?.delivered()
  }
  expect(Atomics.load(cells, READ)).toBeLessThan(0)
})

test('a thread whose reports are not taken waits until there is room', async () => {
  const { cells, writer, bells } = create()
  const taking = `
    const { workerData: cells } = require('node:worker_threads')
    setTimeout(() => {
      Atomics.store(cells, ${READ}, Atomics.load(cells, ${WRITTEN}))
      Atomics.add(cells, ${VERSION}, 1)
      Atomics.notify(cells, ${VERSION})
    }, 100)`
  const other = new Worker(taking, { eval: true, workerData: cells })
  writer.write(bytesOf(200_000), 'later')
  expect(Atomics.load(cells, READ)).toBeGreaterThan(0)
  expect(Atomics.load(cells, WRITTEN)).toBe(200_000)
  expect(bells).toContain('now')
  await other.terminate()
})
