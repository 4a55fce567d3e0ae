import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import * as all from './cells.ts'
import {
  change,
  createCells,
  ENDED,
  hasToldAll,
  RELEASED,
  STARTED,
  sleepUntil,
  UNTOLD,
  VERSION,
  whileResting,
  whileWaiting,
} from './cells.ts'

test('each cell has a place of its own, and all are 0 at first', () => {
  const places = Object.values(all).filter((value) => typeof value === 'number')
  expect(new Set(places).size).toBe(places.length)
  expect([...createCells()]).toEqual(places.map(() => 0))
})

test('a change sets what it names and leaves the rest', () => {
  const cells = createCells()
  change(cells, { [RELEASED]: 3 })
  change(cells, { [STARTED]: -1 })
  expect([cells[RELEASED], cells[STARTED], cells[ENDED]]).toEqual([3, -1, 0])
})

test('who rests has told all, unless something is not written yet', () => {
  const cells = createCells()
  expect(hasToldAll(cells)).toBe(false)
  expect(whileWaiting(cells, () => hasToldAll(cells))).toBe(false)
  expect(whileResting(cells, () => hasToldAll(cells))).toBe(true)
  expect(hasToldAll(cells)).toBe(false)
  change(cells, { [UNTOLD]: 1 })
  expect(whileResting(cells, () => hasToldAll(cells))).toBe(false)
})

test('a change wakes who sleeps', async () => {
  const { waitAsync } = Atomics as unknown as {
    waitAsync(cells: Int32Array, cell: number, value: number): { value: Promise<string> }
  }
  const cells = createCells()
  const { value: woken } = waitAsync(cells, VERSION, 0)
  change(cells, { [RELEASED]: 1 })
  expect(await woken).toBe('ok')
})

test('who sleeps goes on at the change that was awaited, not at those before', async () => {
  const cells = createCells()
  const program = `
    const { cells, RELEASED, VERSION } = require('node:worker_threads').workerData
    for (let count = 1; count <= 3; count += 1) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
      Atomics.store(cells, RELEASED, count)
      Atomics.add(cells, VERSION, 1)
      Atomics.notify(cells, VERSION)
    }`
  const worker = new Worker(program, { eval: true, workerData: { cells, RELEASED, VERSION } })
  sleepUntil(cells, () => cells[RELEASED] === 3)
  expect(cells[RELEASED]).toBe(3)
  await worker.terminate()
})

test('a change between the question and the sleep is not slept through', () => {
  const cells = createCells()
  let asked = 0
  sleepUntil(cells, () => {
    asked += 1
    if (asked === 1) change(cells, { [RELEASED]: 1 })
    return asked > 1
  })
  expect(asked).toBe(2)
})
