import { type ChildProcess, spawn } from 'node:child_process'
import { afterEach, expect, test, vi } from 'vitest'
import type { ParticipantStart } from '../contract/participant.ts'
import { createPacker } from '../packed/packing.ts'
import type { Parts } from '../packed/parts.ts'
import { packTold } from '../packed/told.ts'
import { START_VARIABLE } from '../participant/start-variable.ts'
import { createOwnReader, createReader, helperEnvironment, linkHelper, startChild } from './links.ts'

const start: ParticipantStart = {
  id: 'server',
  scenario: 'request-reply',
  signals: null,
  program: 'server',
  inHost: false,
  settings: {},
  argv: ['42'],
  gated: true,
  held: false,
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

test('a helper that the system refuses to start is none, and ends nobody else', () => {
  // Longer than one argument may be on either system: of this Node throws, and has no event.
  const argv = ['x'.repeat(4_000_000)]
  const events = { reports: vi.fn(), exit: vi.fn() }
  expect(linkHelper({ folder: '.', runAsNode: false }, { ...start, argv }, events)).toBeNull()
})

const unknown = Object.assign(new Error('spawn UNKNOWN'), { code: 'UNKNOWN' })

test('a start that fails for no reason that has a name is tried again', async () => {
  const starts = vi.fn(() => spawn(process.execPath, ['--version'], { stdio: 'ignore' }))
  starts.mockImplementationOnce(() => {
    throw unknown
  })
  const child = startChild(starts)
  expect(child?.pid).toBeGreaterThan(0)
  expect(starts).toHaveBeenCalledTimes(2)
  await new Promise((resolve) => child?.once('exit', resolve))
})

test('a start that fails again and again, or for a reason that has a name, is given up', () => {
  const fails = (error: Error) =>
    vi.fn<() => ChildProcess>(() => {
      throw error
    })
  const never = fails(unknown)
  expect(startChild(never)).toBeNull()
  expect(never).toHaveBeenCalledTimes(3)
  const tooLong = fails(Object.assign(new Error('spawn E2BIG'), { code: 'E2BIG' }))
  expect(startChild(tooLong)).toBeNull()
  expect(tooLong).toHaveBeenCalledTimes(1)
})

const packed = (...values: unknown[]) => {
  const packer = createPacker((parts: Parts, value: unknown) => parts.any(value))
  for (const value of values) packer.add(value)
  return { type: 'packed', bytes: Buffer.from(packer.take()).toString('base64') }
}

test('a helper’s message is read: what its thread has packed, and what it says itself', () => {
  const note = { kind: 'note', t: 1, text: 'a note' }
  const ready = { type: 'ready', t: 2 }
  const stalled = { type: 'stalled', t: 3 }
  expect(createReader()([packed(ready, note, note), stalled])).toEqual([
    ready,
    { type: 'events', events: [note, note] },
    stalled,
  ])
})

/** Deeper than JSON.stringify's stack. */
const nested = Array.from({ length: 100_000 }).reduce((inner) => [inner], 0)

test.each([
  ['no list', 'hello'],
  ['one that is nested too deep to be shown', nested],
  ['a report of an unknown type', [{ type: 'unknown' }]],
  ['packed bytes that are none', [{ type: 'packed', bytes: 'AQAAAP8=' }]],
  ['a packed report with a time that is none', [packed({ type: 'ready', t: 'now' })]],
  ['a packed record of an unknown kind', [packed({ kind: 'unknown' })]],
  ['a packed number', [packed(5)]],
  ['a packed report of events', [packed({ type: 'events', events: [] })]],
])('a message that is no report is believed by nobody: %s', (_what, message) => {
  expect(createReader()(message)).toEqual([
    { type: 'crashed', text: expect.stringContaining('a report that is none') },
  ])
})

test('a program of this process that starts a timer for no time at all is told to have failed, and the host goes on', () => {
  const packer = createPacker(packTold)
  packer.add({ type: 'timer-start', window: 1, id: 1, milliseconds: Number.NaN })
  expect(createOwnReader()(packer.take())).toEqual([
    { type: 'crashed', text: expect.stringContaining('a report that is none') },
  ])
})
