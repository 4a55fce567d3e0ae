/** Gifts between two threads that run at once: each arrives once and in its turn, however fast they come. */
import { join } from 'node:path'
import { MessageChannel, Worker } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import { testProgramsFolder } from '../build/test/programs.mjs'
import { createCells, GIFTS_POSTED, GIFTS_WRITTEN, sleepUntil } from '../electron/participant/cells.ts'
import { createGiftMemory, createGiftReader } from '../electron/participant/gift-memory.ts'
import type { GiverData } from './support/gift-giver.ts'

const GIFTS = 100_000

test('gifts of an agent that does not wait arrive in their order, with room for them and without', () => {
  const { port1: port, port2 } = new MessageChannel()
  const data = { cells: createCells(), memory: createGiftMemory(), port, gifts: GIFTS } as unknown as GiverData
  const { cells, memory } = data
  const agent = new Worker(join(testProgramsFolder, 'gift-giver.mjs'), { workerData: data, transferList: [port] })
  onTestFinished(async () => void (await agent.terminate()))

  const take = createGiftReader(memory, cells, port2)
  let next = 0
  for (let look = 0; next < GIFTS; look += 1) {
    const tokens = take().map(({ mapping }) => mapping.token)
    expect(tokens).toEqual(tokens.map((_, index) => next + index))
    next += tokens.length
    // Now and then it takes none for a while, and then so fast that there is room again.
    if (look % 1000 === 0) sleepUntil(cells, () => false, 2)
  }
  expect(take()).toEqual([])
  for (const cell of [GIFTS_WRITTEN, GIFTS_POSTED]) expect(Atomics.load(cells, cell)).toBeGreaterThan(1000)
})
