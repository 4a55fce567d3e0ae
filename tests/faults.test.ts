/** What happens to a run when its server dies, hangs or is lied about: it ends, says so, and leaves nothing. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { TraceRecord } from '../electron/contract/trace.ts'
import { recommendedNative } from '../native-bridge/recommended.ts'
import { noKernelLog } from '../native-bridge/trace.ts'
import { windowHandle } from '../native-bridge/units.ts'
import { helperOf, leftovers } from './leaks.mjs'
import { parseTrace, startCli } from './support/cli.ts'

const forged = [
  { id: 0x1001, mp1: 0x12345678, mp2: 0 },
  { id: 0x1001, mp1: 0x60000000, mp2: 0 },
  { id: 0x1001, mp1: 0, mp2: 0 },
  { id: 0x1002, mp1: 0x6fff0000, mp2: 999_999 },
  { id: 0x1003, mp1: 0x6fff0000, mp2: 999_999 },
  { id: 0x1000, mp1: 0x6fff0000, mp2: 0 },
  { id: 0x4242, mp1: 1, mp2: 2 },
]

const counts = (records: TraceRecord[]) => records.filter((record) => record.kind === 'count')

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

// Helpers are found, and stopped by signals, as Linux does it; under Windows the bridge's own suites do this.
describe.runIf(process.platform === 'linux')('faults', () => {
  let before: string[]
  beforeEach(() => {
    before = leftovers()
  })
  afterEach(() => expect(leftovers()).toEqual(before))

  async function runAndDisturb(disturb: (helper: number) => Promise<void> | void, ...settings: string[]) {
    const sets = ['requests=10000', ...settings].flatMap((setting) => ['--set', setting])
    const { child, finished } = startCli('run', 'request-reply', '--json', ...sets)
    await disturb(await helperOf(child.pid ?? 0))
    const { status, stdout } = await finished
    return { status, ...parseTrace(stdout) }
  }

  test.each([0, 150, 300, 600])('a server killed after %i ms is a crash', async (milliseconds) => {
    const { status, outcome, records } = await runAndDisturb(async (helper) => {
      await pause(milliseconds)
      process.kill(helper, 'SIGKILL')
    })
    expect(status).toBe(1)
    expect(outcome).toMatchObject({ ok: false, name: 'crash' })
    expect(outcome.text).toContain('SIGKILL')
    for (const object of new Set(counts(records).map((count) => count.object))) {
      const last = counts(records).findLast((count) => count.object === object)
      expect(last).toMatchObject({ usage: 0, holders: [], kernel: { value: 0 } })
    }
    expect(records.some((record) => record.kind === 'process' && record.event === 'crash')).toBe(true)
  })

  test('a run that a person ends in the middle of it has not failed by itself', async () => {
    const sets = ['mode=creator', 'version=original'].flatMap((setting) => ['--set', setting])
    const { child, finished } = startCli('run', 'peer-to-peer', '--json', ...sets)
    await helperOf(child.pid ?? 0)
    await pause(50)
    child.kill('SIGINT')
    const { outcome } = parseTrace((await finished).stdout)
    expect(outcome.name, outcome.text).toBe('stopped')
  })

  test.each([0, 400])('a server that hangs after %i ms is a timeout, and is ended', async (milliseconds) => {
    const { status, outcome } = await runAndDisturb(async (helper) => {
      await pause(milliseconds)
      process.kill(helper, 'SIGSTOP')
    }, 'timeout=500')
    expect(status).toBe(1)
    expect(outcome).toMatchObject({ ok: false, name: 'timeout' })
  })

  test('an acknowledgement that nobody asked for frees nothing', async () => {
    const { queues } = recommendedNative(noKernelLog)
    const fault = ['--fault', 'hang:server@6:800']
    const { child, finished } = startCli('run', 'request-reply', '--json', '--set', 'objects=one', ...fault)
    const windows = new Set<string>()
    child.stdout?.on('data', (text: string) => {
      for (const [, window] of text.matchAll(/"window":"(0x[0-9A-F]+)","event":"created","participant":"client"/g)) {
        if (window) windows.add(window)
      }
    })
    const forging = setInterval(() => {
      for (const window of windows) queues.post(windowHandle(Number(window)), { id: 0x1002, mp1: 0, mp2: 1 })
    }, 50)
    child.once('exit', () => clearInterval(forging))
    const { status, stdout } = await finished
    const { outcome, records } = parseTrace(stdout)
    expect([status, outcome.name], outcome.text).toEqual([0, 'completed'])
    const refused = records.filter((record) => record.kind === 'note' && record.text.includes('was asked for'))
    expect(refused.length).toBeGreaterThan(0)
  })

  test('foreign messages are counted, shown and ignored', async () => {
    const { queues } = recommendedNative(noKernelLog)
    const { child, finished } = startCli('run', 'request-reply', '--json', '--set', 'requests=3000')
    const windows = new Set<string>()
    child.stdout?.on('data', (text: string) => {
      for (const [, window] of text.matchAll(/"window":"(0x[0-9A-F]+)","event":"created"/g)) {
        if (window) windows.add(window)
      }
    })
    // One at a time: a queue holds ten messages, and those of the run must find room as well.
    let posted = 0
    const forging = setInterval(() => {
      const message = forged[posted % forged.length]
      for (const window of windows) {
        if (message && queues.post(windowHandle(Number(window)), message).ok) posted += 1
      }
    }, 20)
    child.once('exit', () => clearInterval(forging))
    const { status, stdout } = await finished
    const { outcome, records } = parseTrace(stdout)
    expect(posted).toBeGreaterThan(forged.length)
    expect(outcome).toMatchObject({ ok: true, name: 'completed' })
    expect(status).toBe(0)
    expect(outcome.foreign).toBeGreaterThan(0)
    expect(outcome.foreign).toBeLessThanOrEqual(posted)
    const notes = records.filter((record) => record.kind === 'note' && record.text.includes('ignored'))
    expect(notes).toHaveLength(outcome.foreign)
  })
})
