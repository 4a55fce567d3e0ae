/** The command line inside Wine, as it is built or in a process that stays; it records, because nothing can be printed there. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { testProgramsFolder } from '../../build/test/programs.mjs'
import { paths } from '../../build/wine/prepare.mjs'
import { runInWine, startInWine, windowsPath } from '../../build/wine/run.mjs'
import { type Finished, parseTrace, type RunTrace, toArguments } from './cli.ts'
import { LIMIT, useRunHost } from './run-hosts.ts'

const cli = join(paths.app, 'dist', 'cli', 'cli.js')

/** Resolves to the exit status; null when the run had to be ended. */
export const runWineCli = (...args: string[]): Promise<number | null> => runInWine(cli, args, { timeout: LIMIT })

export type Run = (...args: string[]) => Promise<Pick<Finished, 'status' | 'stderr'>>

const runAlone: Run = async (...args) => ({
  status: await runWineCli(...args),
  stderr: `what it says is lost; a run may take ${LIMIT} ms`,
})

/** What has been recorded, and how it ended; `run` runs the command line inside Wine. */
export const runWineTraceOf =
  (scenario: string, run = runAlone): RunTrace =>
  async (...settings) => {
    const folder = mkdtempSync(join(tmpdir(), 'sharemem-'))
    const file = join(folder, 'trace.jsonl')
    const { status, stderr } = await run('run', scenario, '--record', windowsPath(file), ...toArguments(settings))
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    rmSync(folder, { recursive: true })
    if (status === null) throw new Error(`not done: ${stderr}; the last records: ${text.slice(-1000)}`)
    if (!text) throw new Error(`no trace, exit status ${status}: ${stderr}`)
    return { ...parseTrace(text), status }
  }

export const runWineTrace = runWineTraceOf('request-reply')

/** The command line inside Wine in a process that stays for all runs of a suite; `name` tells it from others of this process. */
export function useWineRunHost(name = 'run-host', env: NodeJS.ProcessEnv = {}): Run {
  // As deep beside dist/ as it is in the project, and where koffi for Windows is.
  const folder = join(paths.app, '.cache', `${name}-${process.pid}`)
  const run = useRunHost(join(folder, 'address.txt'), (addressFile) => {
    mkdirSync(folder, { recursive: true })
    copyFileSync(join(testProgramsFolder, 'run-host.mjs'), join(folder, 'run-host.mjs'))
    return startInWine(join(folder, 'run-host.mjs'), [windowsPath(addressFile)], { env })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return run
}
