/** A run's records are told as soon as everybody has told what came before them: who waits is asked. */
import { expect, test } from 'vitest'
import type { TraceRecord } from '../electron/contract/trace.ts'
import { findScenario, resolveSettings } from '../electron/supervisor/resolve-settings.ts'
import { startRun } from '../electron/supervisor/run.ts'
import { timeOf } from '../electron/trace/order.ts'
import { leftovers } from './leaks.mjs'

/** Longer than any test may take, in milliseconds. */
const FOR_EVER = 600_000

test('stepping, nothing is held back for one that waits, however long it may be held', async () => {
  const before = leftovers()
  const scenario = findScenario('request-reply')
  const records: TraceRecord[] = []
  const run = startRun({
    ...{ scenario, settings: resolveSettings(scenario, {}), policy: { mode: 'step' } },
    ...{ interactive: true, runAsNode: false, hold: FOR_EVER },
    on: { header() {}, records: (added) => void records.push(...added), changed() {} },
  })
  const halted = () => run.state().participants.find(({ phase }) => phase === 'halted')
  const isAnswered = () => run.exchanges.count > 0 && run.exchanges.underWay === 0
  while (!isAnswered()) {
    await expect.poll(halted, { interval: 1, timeout: 10_000 }).toBeDefined()
    run.step(halted()?.id)
    await new Promise<void>((told) => run.afterRecords(told))
  }
  const times = records.map(timeOf)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  await run.stop()
  expect(leftovers()).toEqual(before)
})
