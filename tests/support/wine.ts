/** The built command line inside Wine; it records, because nothing can be printed there. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { paths } from '../../build/wine/prepare.mjs'
import { runInWine, windowsPath } from '../../build/wine/run.mjs'
import { parseTrace, type RunTrace, toArguments } from './cli.ts'

const cli = join(paths.app, 'dist', 'cli', 'cli.js')

/** Less than a test may take, so that a run that hangs is ended, and what it has recorded is told. */
const LIMIT = 50_000

/** Resolves to the exit status; null when the run had to be ended. */
export const runWineCli = (...args: string[]): Promise<number | null> => runWineCliWith({}, ...args)

/** The same with more in its environment. */
export const runWineCliWith = (env: NodeJS.ProcessEnv, ...args: string[]): Promise<number | null> =>
  runInWine(cli, args, { timeout: LIMIT, env })

export const runWineTraceOf =
  (scenario: string): RunTrace =>
  async (...settings) => {
    const folder = mkdtempSync(join(tmpdir(), 'sharemem-'))
    const file = join(folder, 'trace.jsonl')
    const status = await runWineCli('run', scenario, '--record', windowsPath(file), ...toArguments(settings))
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    rmSync(folder, { recursive: true })
    if (status === null) throw new Error(`not done after ${LIMIT} ms; the last records: ${text.slice(-1000)}`)
    if (!text) throw new Error(`no trace, exit status ${status}`)
    return { ...parseTrace(text), status }
  }

export const runWineTrace = runWineTraceOf('request-reply')
