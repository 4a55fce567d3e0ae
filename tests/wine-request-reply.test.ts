/** The same scenario tests as everywhere, on Win32 inside Wine, and the command that runs them there. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findWine } from '../build/wine/find.mjs'
import { windowsPath } from '../build/wine/run.mjs'
import { helperInWine, helpers } from './leaks.mjs'
import { describeFaults } from './suites/faults.ts'
import { describeRequestReply, type Kernel } from './suites/request-reply.ts'
import { describeWin32Systems } from './suites/win32-systems.ts'
import { parseTrace, root } from './support/cli.ts'
import { runWineCli, runWineTrace, runWineTraceOf } from './support/wine.ts'

describe.skipIf(!findWine())('inside Wine', () => {
  const kernel: Kernel = {
    name: 'Win32',
    runTrace: runWineTrace,
    evidence: 'HandleCount',
    patience: 4000,
    map: 'MapViewOfFileEx',
  }
  describeRequestReply(kernel)
  describeFaults(kernel)
  describeWin32Systems('Win32', runWineTraceOf, { told: windowsPath, makesLinks: false, many: 300 })

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
    process.kill(helper, 'SIGKILL')
    const { status, outcome, records } = await running
    expect(status).toBe(1)
    expect(outcome).toMatchObject({ ok: false, name: 'crash' })
    expect(records.some((record) => record.kind === 'process' && record.event === 'crash')).toBe(true)
    expect(helpers()).toEqual([])
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
