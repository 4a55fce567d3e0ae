/** A run's records are told as soon as everybody has told what came before them: who waits is asked. */
import { expect, test } from 'vitest'
import type { Policy } from '../electron/contract/service.ts'
import type { Settings } from '../electron/contract/settings.ts'
import type { TraceRecord } from '../electron/contract/trace.ts'
import { findScenario, resolveSettings } from '../electron/supervisor/resolve-settings.ts'
import { startRun } from '../electron/supervisor/run.ts'
import { timeOf } from '../electron/trace/order.ts'
import { leftovers } from './leaks.mjs'

/** Longer than any test may take, in milliseconds. */
const FOR_EVER = 600_000
/** Longer than a busy machine keeps a process from telling what it has done, in milliseconds. */
const PATIENCE = 5000

const scenario = findScenario('request-reply')

/** A run, and what it has told. */
function startTold(policy: Policy, settings: Settings, hold: number, interactive: boolean) {
  const records: TraceRecord[] = []
  const run = startRun({
    ...{ scenario, settings: resolveSettings(scenario, settings), policy, hold, interactive, runAsNode: false },
    on: { header() {}, records: (added) => void records.push(...added), changed() {} },
  })
  return { run, records }
}

function expectInOrder(records: readonly TraceRecord[]) {
  const times = records.map(timeOf)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
}

test('stepping, nothing is held back for one that waits, however long it may be held', async () => {
  const before = leftovers()
  const { run, records } = startTold({ mode: 'step' }, {}, FOR_EVER, true)
  const halted = () => run.state().participants.find(({ phase }) => phase === 'halted')
  const isAnswered = () => run.exchanges.count > 0 && run.exchanges.underWay === 0
  try {
    while (!isAnswered()) {
      await expect.poll(halted, { interval: 1, timeout: 10_000 }).toBeDefined()
      run.step(halted()?.id)
      await new Promise<void>((told) => run.afterRecords(told))
    }
  } finally {
    await run.stop()
  }
  expectInOrder(records)
  expect(leftovers()).toEqual(before)
})

test('a run that is asked for all that it has done, all the time, tells it in order', async () => {
  const { run, records } = startTold({ mode: 'free' }, { requests: 300 }, PATIENCE, false)
  let told = 0
  const asking = setInterval(() => {
    run.afterRecords(() => {
      told += 1
    })
  }, 3)
  const outcome = await run.outcome.finally(() => clearInterval(asking))
  expect(outcome).toMatchObject({ ok: true })
  expect(told).toBeGreaterThan(10)
  expectInOrder(records)
})
