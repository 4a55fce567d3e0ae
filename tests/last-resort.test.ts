/** An error that nobody has handled: a host and a helper say so, end in seconds, and leave nothing. */
import { fork, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ParticipantReport, ParticipantStart } from '../electron/contract/participant.ts'
import { OWN_FAULT } from '../electron/hosts/last-resort.ts'
import { HOST_VARIABLE, START_VARIABLE } from '../electron/participant/start-variable.ts'
import { createReader } from '../electron/supervisor/links.ts'
import { findScenario, resolveSettings } from '../electron/supervisor/resolve-settings.ts'
import { recommendedNative } from '../native-bridge/recommended.ts'
import { noKernelLog } from '../native-bridge/trace.ts'
import { processId } from '../native-bridge/units.ts'
import { leftovers } from './leaks.mjs'
import { cliPath, root } from './support/cli.ts'

/** What goes wrong, and when: long after a host has begun, while its participants wait in the kernel. */
const errors = {
  exception: "setTimeout(() => { throw new Error('boom') }, 900)",
  rejection: "setTimeout(() => Promise.reject(new Error('boom')), 900)",
}
const importing = (program: string) => ['--import', `data:text/javascript,${encodeURIComponent(program)}`]

async function run(program: string, ...args: string[]) {
  const child = spawn(process.execPath, [...importing(program), cliPath, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const said = child.stderr.toArray()
  const [status] = await once(child, 'exit')
  return { status, said: Buffer.concat(await said).toString() }
}

test.each(Object.entries(errors))('an %s in the command line’s process ends the run', async (_what, program) => {
  const before = leftovers()
  const { status, said } = await run(program, 'run', 'request-reply', '--set', 'requests=10000')
  expect(status).toBe(1)
  expect(said).toContain(OWN_FAULT)
  expect(said).toContain('boom')
  expect(leftovers()).toEqual(before)
})

test('one while a participant hangs ends it all the same', async () => {
  const before = leftovers()
  const fault = ['--fault', 'hang:client@8:600000', '--set', 'timeout=60000']
  const { status } = await run(errors.exception, 'run', 'request-reply', ...fault)
  expect(status).toBe(1)
  expect(leftovers()).toEqual(before)
})

test('errors one after the other, the first of them said', async () => {
  const { status, said } = await run(`setInterval(() => { throw new Error('boom') }, 300)`, 'serve')
  expect([status, said.match(/Error: boom/g)?.length]).toEqual([1, 1])
})

/** How a server that asks to be released is started. */
const start: ParticipantStart = {
  ...{
    id: 'server',
    scenario: 'request-reply',
    signals: null,
    program: 'server',
    inHost: false,
    argv: [],
    gated: true,
    held: false,
    interactive: false,
  },
  ...{ fault: null, patience: 60_000, settings: resolveSettings(findScenario('request-reply'), {}) },
}
const helperFile = join(root, 'dist', 'participant', 'helper.cjs')

test('one in a helper is reported, and the helper ends although its thread waits', async () => {
  const before = leftovers()
  const helper = fork(helperFile, ['7'], {
    env: { ...process.env, [START_VARIABLE]: JSON.stringify(start), [HOST_VARIABLE]: String(process.pid) },
    execArgv: importing("process.on('message', (said) => { if (said === 'fail') throw new Error('boom') })"),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const reports: ParticipantReport[] = []
  const read = createReader()
  helper.on('message', (message) => {
    const news = read(message)
    reports.push(...news)
    // Its thread waits from then on.
    if (news.some(({ type }) => type === 'halted')) helper.send('fail')
  })
  const [status, signal] = await once(helper, 'exit')
  recommendedNative(noKernelLog).processes.sweep(processId(helper.pid ?? 0))
  expect([status, signal]).toEqual([1, null])
  expect(reports).toContainEqual({ type: 'crashed', text: expect.stringContaining('boom') })
  expect(leftovers()).toEqual(before)
})

// As if it had been killed while Node still began in the helper: nothing tells of that later on.
test.skipIf(process.platform === 'win32').each([
  ['whose host is gone already', () => String(spawnSync(process.execPath, ['--version']).pid)],
  ['that is not told who has started it', () => undefined],
])('a helper %s begins nothing', async (_how, host) => {
  const helper = fork(helperFile, ['7'], {
    env: { ...process.env, [START_VARIABLE]: JSON.stringify(start), [HOST_VARIABLE]: host() },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const told: unknown[] = []
  helper.on('message', (message) => told.push(message))
  expect([await once(helper, 'exit'), told]).toEqual([[1, null], []])
})
