/** The same scenario tests as everywhere, on Win32 inside Wine, and the command that runs them there. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findWine } from '../build/wine/find.mjs'
import { windowsPath } from '../build/wine/run.mjs'
import { helperInWine, helpers, read } from './leaks.mjs'
import { describeFaults } from './suites/faults.ts'
import { describeRequestReply, type Kernel } from './suites/request-reply.ts'
import { describeWin32Systems } from './suites/win32-systems.ts'
import { parseTrace, root } from './support/cli.ts'
import { runWineCli, runWineTrace, runWineTraceOf, useWineRunHost } from './support/wine.ts'

const wineCli = join(root, 'build', 'wine', 'wine.mjs')

describe.skipIf(!findWine())('inside Wine', () => {
  const run = useWineRunHost()
  const runOf = (scenario: string) => runWineTraceOf(scenario, run)
  const kernel: Kernel = {
    name: 'Win32',
    runTrace: runOf('request-reply'),
    evidence: 'HandleCount',
    patience: 4000,
    map: 'MapViewOfFileEx',
  }
  describeRequestReply(kernel)
  describeFaults(kernel)
  describeWin32Systems('Win32', runOf, { told: windowsPath, makesLinks: false, many: 300 })

  test('the trace says which kernel it is', async () => {
    const { header } = await runWineTrace()
    expect(header.platform).toMatchObject({ os: 'win32', kernel: 'win32', wine: expect.stringMatching(/^\d/) })
  })

  test('wrong usage has the same exit status', async () => {
    expect(await runWineCli('run', 'request-reply', '--set', 'free=never')).toBe(2)
    expect(await runWineCli('list')).toBe(0)
  })

  test('a server that is killed is a crash, and nothing of it stays', async () => {
    const running = runWineTrace('requests=10000')
    const helper = await helperInWine()
    // Wine never returns from the start of a process that dies while it is being loaded.
    await new Promise((resolve) => setTimeout(resolve, 1000))
    // A copy of its program for each process would cost as much as all the rest of its start.
    expect(read(`/proc/${helper}/maps`)).toMatch(/ r-xp .*\/node\.exe$/m)
    process.kill(helper, 'SIGKILL')
    const { status, outcome, records } = await running
    expect(status).toBe(1)
    expect(outcome).toMatchObject({ ok: false, name: 'crash' })
    expect(records.some((record) => record.kind === 'process' && record.event === 'crash')).toBe(true)
    expect(helpers()).toEqual([])
  })

  test('npm run wine says what is wrong, and what is allowed', () => {
    const command = ['run', 'request-reply', '--set', 'free=never']
    const { status, stderr } = spawnSync(process.execPath, [wineCli, ...command], { encoding: 'utf8' })
    expect([status, stderr]).toEqual([2, expect.stringContaining('free=never')])
  })

  test('a signal to npm run wine itself ends the run in good order', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sharemem-'))
    const file = join(folder, 'trace.jsonl')
    const child = spawn(process.execPath, [
      wineCli,
      'run',
      'request-reply',
      '--set',
      'requests=10000',
      '--record',
      file,
    ])
    const ended = once(child, 'exit')
    await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8').includes('"DosFreeMem"')).toBe(true)
    child.kill('SIGTERM')
    expect(await ended).toEqual([1, null])
    expect(parseTrace(readFileSync(file, 'utf8')).outcome.name).toBe('stopped')
    expect(helpers()).toEqual([])
    rmSync(folder, { recursive: true })
  })

  test('npm run wine records where it was told to, and tells the outcome', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sharemem-'))
    const command = ['run', '--silent', 'wine', '--', 'run', 'request-reply', '--record', 'trace.jsonl']
    const { status, stdout } = spawnSync('npm', ['--prefix', root, ...command], { cwd: folder, encoding: 'utf8' })
    expect([status, stdout]).toEqual([0, expect.stringContaining('completed: Every request was answered')])
    expect(parseTrace(readFileSync(join(folder, 'trace.jsonl'), 'utf8')).outcome.ok).toBe(true)
    rmSync(folder, { recursive: true })
  })
})
