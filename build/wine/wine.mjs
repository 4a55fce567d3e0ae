/** npm run wine -- ...: the command line inside Wine. What it would print is lost there, but complaints: use --record. */
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { paths } from './prepare.mjs'
import { runInWine, windowsPath } from './run.mjs'

const CANNOT = 3
/** Where npm was called: relative paths mean there. */
const here = process.env.INIT_CWD ?? process.cwd()

/** Paths on the command line, as Windows knows them. */
function translate(/** @type {string[]} */ args) {
  return args.map((argument, index) =>
    args[index - 1] === '--record' ? windowsPath(resolve(here, argument)) : argument,
  )
}

const args = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'sharemem-wine-'))
const complaints = join(folder, 'errors')
const errors = openSync(complaints, 'w')
// A terminal's interrupt ends the run, whose end is still to be told.
process.on('SIGINT', () => {})
try {
  const cli = join(paths.app, 'dist', 'cli', 'cli.js')
  const status = await runInWine(cli, translate(args), { errors, endsWithUs: true })
  process.stderr.write(readFileSync(complaints))
  const recorded = args.indexOf('--record')
  if (recorded < 0 && status !== 2)
    console.log('Under Wine nothing can be printed. Add --record FILE to get the trace.')
  else if (status === 0 || status === 1) console.log(`${lastLine(resolve(here, args[recorded + 1] ?? ''))}`)
  process.exitCode = status ?? 1
} catch (error) {
  console.error(/** @type {Error} */ (error).message)
  process.exitCode = CANNOT
} finally {
  closeSync(errors)
  rmSync(folder, { recursive: true, force: true })
}

/** The outcome in words, from the recording's last line. */
function lastLine(/** @type {string} */ file) {
  if (!existsSync(file)) return `Nothing was recorded in ${file}.`
  const { name, text } = JSON.parse(readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '{}')
  return `${name}: ${text}`
}
