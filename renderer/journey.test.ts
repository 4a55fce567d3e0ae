import { beforeEach, expect, test, vi } from 'vitest'
import type { RunState, ServiceClient } from '../electron/contract/service.ts'
import { attach } from './host.ts'
import { endJourney, runTo } from './journey.ts'
import { useStore } from './store.ts'

let steps = 0

/** A live run whose client halts before the line that it has been stepped to. */
const halted = (): RunState => ({
  live: true,
  policy: { mode: 'step' },
  participants: [
    {
      id: 'client',
      pid: 1,
      phase: 'halted',
      call: { api: 'os2', name: 'WinGetMsg', args: {}, source: { file: 'a.ts', line: steps }, since: 0 },
    },
  ],
  foreign: 0,
  held: false,
  asking: false,
})

/** Tells of the next halt a moment after each step. */
const service: ServiceClient = {
  async call(method) {
    if (method === 'step') {
      steps += 1
      setTimeout(() => useStore.setState({ state: halted() }), 2)
    }
    return {} as never
  },
  subscribe: () => () => {},
}

beforeEach(async () => {
  steps = 0
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
