import { afterEach, expect, test, vi } from 'vitest'
import type { ParticipantStart } from '../contract/participant.ts'
import { START_VARIABLE } from '../participant/start-variable.ts'
import { helperEnvironment } from './links.ts'

const start: ParticipantStart = {
  id: 'server',
  scenario: 'request-reply',
  program: 'server',
  inHost: false,
  settings: {},
  argv: ['42'],
  gated: true,
  interactive: false,
  fault: null,
  patience: 6000,
}

afterEach(() => vi.unstubAllEnvs())

test('a helper of Electron is started as plain Node', () => {
  expect(helperEnvironment(start, true).ELECTRON_RUN_AS_NODE).toBe('1')
})

test('a helper of Node inherits neither Electron’s switch nor options for Node', () => {
  vi.stubEnv('ELECTRON_RUN_AS_NODE', '1')
  vi.stubEnv('NODE_OPTIONS', '--inspect')
  vi.stubEnv('LANG', 'C.UTF-8')
  const environment = helperEnvironment(start, false)
  expect(environment).not.toHaveProperty('ELECTRON_RUN_AS_NODE')
  expect(environment).not.toHaveProperty('NODE_OPTIONS')
  expect(environment.LANG).toBe('C.UTF-8')
})

test('what a helper is told at its start is there, but its arguments are on its command line only', () => {
  const told = JSON.parse(helperEnvironment(start, false)[START_VARIABLE] ?? 'null')
  expect(told).toEqual({ ...start, argv: [] })
})
