import { expect, test } from 'vitest'
import type { ScenarioInfo } from '../electron/contract/settings.ts'
import type { TraceHeader } from '../electron/contract/trace.ts'
import { scoredAs, scoreOf } from './score.ts'
import { type State, useStore } from './store.ts'

const fireAndForget = { id: 'fire-and-forget', label: 'Fire and forget', shows: '', settings: { free: 'after-post' } }
const info = {
  id: 'request-reply',
  title: 'Request and reply',
  settings: [
    { key: 'free', default: 'after-receipt' },
    { key: 'timeout', default: 5000 },
    { key: 'ask', default: 'lookup Fe' },
  ],
  lesson: { presets: [fireAndForget] },
} as unknown as ScenarioInfo
const header = (settings: TraceHeader['settings']): TraceHeader => ({
  format: 'sharemem-trace',
  version: 1,
  scenario: info.id,
  settings,
  platform: { os: 'linux', kernel: 'sysv', node: '20.0.0', arch: 'x64' },
  participants: [],
})
const state = (rest: Partial<State>): State => ({
  ...useStore.getState(),
  info: { scenarios: [info] } as unknown as State['info'],
  ...rest,
})

test('a lesson is a preset whose settings the run has, whatever was asked, or else the scenario', () => {
  const settings = { ...fireAndForget.settings, ask: 'lookup Au' }
  expect(scoredAs(state({ header: header(settings) })).label).toBe(fireAndForget.label)
  expect(scoredAs(state({ header: header({ ...settings, timeout: 777 }) }))).toEqual({
    id: info.id,
    label: info.title,
  })
})

test('each lesson has a score of its own', () => {
  const scores = { [info.id]: { right: 1, asked: 2 } }
  expect(scoreOf(state({ scores, header: header({ timeout: 777 }) }))).toEqual({ right: 1, asked: 2 })
  expect(scoreOf(state({ scores, header: header(fireAndForget.settings) }))).toEqual({ right: 0, asked: 0 })
})
