/** The package for Windows, copied away from the repository, inside Wine, where Node stands in for Electron. */
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { executableOf, targetOf } from '../build/package/targets.mjs'
import { findWine } from '../build/wine/find.mjs'
import { environment, prepareWine } from '../build/wine/prepare.mjs'
import { windowsPath } from '../build/wine/run.mjs'
import { callsOf, parseTrace } from './support/cli.ts'
import { makePackage, packedCli } from './support/packages.ts'

/** Less than a test may take, so that a run that hangs is ended. */
const LIMIT = 50_000

/** Resolves to the exit status; null when the run had to be ended. */
function runPacked(copy: string, ...args: string[]) {
  const program = windowsPath(join(copy, executableOf(targetOf('win32', 'x64'))))
  const child = spawn(prepareWine(), [program, windowsPath(join(copy, packedCli)), ...args], {
    cwd: copy,
    env: environment,
    stdio: 'ignore',
    timeout: LIMIT,
    killSignal: 'SIGKILL',
  })
  return new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
}

test.skipIf(!findWine())(
  'the packed program completes a request in which every call has its source line',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sharemem packed '))
    try {
      const made = await makePackage(targetOf('win32', 'x64'), join(folder, 'made'))
      const copy = join(folder, 'Program Files', 'Sharemem')
      cpSync(made.folder, copy, { recursive: true })
      const file = join(folder, 'trace.jsonl')
      expect(await runPacked(copy, 'run', 'request-reply', '--record', windowsPath(file))).toBe(0)
      const { header, outcome, records } = parseTrace(readFileSync(file, 'utf8'))
      expect(header.platform).toMatchObject({ os: 'win32', wine: expect.stringMatching(/^\d/) })
      expect(outcome.ok).toBe(true)
      const calls = callsOf(records)
      expect(calls.length).toBeGreaterThan(10)
      expect(calls.filter(({ source }) => !source?.file.endsWith('.ts'))).toEqual([])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
)
