/** The built command line inside Wine; it records, because nothing can be printed there. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { paths } from '../../build/wine/prepare.mjs'
import { runInWine, windowsPath } from '../../build/wine/run.mjs'
import { parseTrace, type RunTrace, toArguments } from './cli.ts'

const cli = join(paths.app, 'dist', 'cli', 'cli.js')

/** Resolves to the exit status. */
export const runWineCli = (...args: string[]): Promise<number | null> => runInWine(cli, args)

export const runWineTrace: RunTrace = async (...settings) => {
  const folder = mkdtempSync(join(tmpdir(), 'sharemem-'))
  const file = join(folder, 'trace.jsonl')
  const status = await runWineCli('run', 'request-reply', '--record', windowsPath(file), ...toArguments(settings))
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  rmSync(folder, { recursive: true })
  if (!text) throw new Error(`no trace, exit status ${status}`)
  return { ...parseTrace(text), status }
}
