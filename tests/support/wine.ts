/** The built command line inside Wine; it records, because nothing can be printed there. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { conformanceFolder } from '../../build/test/conformance.mjs'
import { paths } from '../../build/wine/prepare.mjs'
import { runInWine, startInWine, windowsPath } from '../../build/wine/run.mjs'
import { parseTrace, type RunTrace, toArguments } from './cli.ts'
import { useRunHost } from './run-hosts.ts'

const cli = join(paths.app, 'dist', 'cli', 'cli.js')

/** Less than a test may take, so that a run that hangs is ended, and what it has recorded is told. */
const LIMIT = 50_000

/** Resolves to the exit status; null when the run had to be ended. */
export const runWineCli = (...args: string[]): Promise<number | null> => runWineCliWith({}, ...args)

/** The same with more in its environment. */
export const runWineCliWith = (env: NodeJS.ProcessEnv, ...args: string[]): Promise<number | null> =>
  runInWine(cli, args, { timeout: LIMIT, env })

/** What has been recorded, and how it ended; `run` runs the command line inside Wine. */
export const runWineTraceOf =
  (scenario: string, run = runWineCli): RunTrace =>
  async (...settings) => {
    const folder = mkdtempSync(join(tmpdir(), 'sharemem-'))
    const file = join(folder, 'trace.jsonl')
    const status = await run('run', scenario, '--record', windowsPath(file), ...toArguments(settings))
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    rmSync(folder, { recursive: true })
    if (status === null) throw new Error(`not done after ${LIMIT} ms; the last records: ${text.slice(-1000)}`)
    if (!text) throw new Error(`no trace, exit status ${status}`)
    return { ...parseTrace(text), status }
  }

export const runWineTrace = runWineTraceOf('request-reply')

/** The command line inside Wine in a process that stays for all runs of a suite. */
export function useWineRunHost(): typeof runWineCli {
  // As deep beside dist/ as it is in the project, and where koffi for Windows is.
  const folder = join(paths.app, '.cache', `run-host-${process.pid}`)
  const run = useRunHost(join(folder, 'address.txt'), (addressFile) => {
    mkdirSync(folder, { recursive: true })
    copyFileSync(join(conformanceFolder, 'run-host.mjs'), join(folder, 'run-host.mjs'))
    return startInWine(join(folder, 'run-host.mjs'), [windowsPath(addressFile)])
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return async (...args) => (await run(...args)).status
}
