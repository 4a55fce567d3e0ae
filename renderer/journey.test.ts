import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { RunState, ServiceClient } from '../electron/contract/service.ts'
import { attach } from './host.ts'
import { endJourney, runTo } from './journey.ts'
import { useStore } from './store.ts'

let steps = 0
/** Whether the host tells of a halt once more before it answers that it has released it. */
let tellsTwice = false
/** Whether the run ends by itself before the host hears of the next step. */
let endsFirst = false

/** A live run whose client halts before the line that it has been stepped to. */
const halted = (): RunState => ({
  live: true,
  policy: { mode: 'step' },
  participants: [
    {
      id: 'client',
      pid: 1,
      phase: 'halted',
      call: { api: 'os2', name: 'WinGetMsg', args: {}, source: { file: 'a.ts', line: steps }, since: steps },
    },
  ],
  foreign: 0,
  held: false,
  asking: false,
})

/** Tells of the next halt a moment after each step. */
const service: ServiceClient = {
  async call(method) {
    if (method === 'step' && endsFirst) {
      useStore.setState({ state: { ...halted(), live: false, participants: [] } })
      throw new Error('No run is live. Start one first.')
    }
    if (method === 'step') {
      if (tellsTwice) useStore.setState({ state: halted() })
      steps += 1
      if (tellsTwice) setTimeout(() => useStore.setState({ records: [] }), 1)
      setTimeout(() => useStore.setState({ state: halted() }), 10)
    }
    return {} as never
  },
  subscribe: () => () => {},
}

beforeEach(async () => {
  steps = 0
  tellsTwice = false
  endsFirst = false
  await attach(service)
  useStore.setState({ state: halted(), records: [] })
})

test('a run to a line ends where the participant stands on it', async () => {
  await runTo(
    () => false,
    ({ call }) => call?.source?.line === 4,
  )
  expect(steps).toBe(4)
})

test('a run to a line that never comes ends when the person decides otherwise', async () => {
  const journey = runTo(
    () => false,
    () => false,
  )
  await vi.waitUntil(() => steps >= 3)
  endJourney()
  await journey
  const then = steps
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(steps).toBe(then)
})

test('a halt that is told once more while it is released is not taken for the next one', async () => {
  tellsTwice = true
  await runTo(
    () => false,
    ({ call }) => call?.source?.line === 4,
  )
  expect(steps).toBe(4)
})

test('a run of which nothing is told any more is left in time, whatever the person presses meanwhile', async () => {
  useStore.setState({ state: { ...halted(), participants: [] } })
  const refused = { label: 'Go on', unavailable: () => 'The run is on its way.' }
  const pressing = setInterval(() => useStore.setState({ refused: { ...refused } }), 5)
  onTestFinished(() => clearInterval(pressing))
  const never = () => false
  await expect(runTo(never, never, { patience: 60 })).resolves.toBeUndefined()
})

test('a run that ends by itself is left at once, and its step that came too late is no complaint', async () => {
  endsFirst = true
  await runTo(
    () => false,
    () => false,
    { patience: 60_000 },
  )
  expect(useStore.getState().problem).toBeNull()
})
