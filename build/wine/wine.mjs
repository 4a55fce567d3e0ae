/** npm run wine -- ...: the command line inside Wine. What it would print is lost there: use --record. */
import { existsSync, readFileSync } from 'node:fs'
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
try {
  const status = await runInWine(join(paths.app, 'dist', 'cli', 'cli.js'), translate(args))
  const recorded = args.indexOf('--record')
  if (recorded < 0) console.log('Under Wine nothing can be printed. Add --record FILE to get the trace.')
  else if (status === 0 || status === 1) console.log(`${lastLine(resolve(here, args[recorded + 1] ?? ''))}`)
  process.exitCode = status ?? 1
} catch (error) {
  console.error(/** @type {Error} */ (error).message)
  process.exitCode = CANNOT
}

/** The outcome in words, from the recording's last line. */
function lastLine(/** @type {string} */ file) {
  if (!existsSync(file)) return `Nothing was recorded in ${file}.`
  const { name, text } = JSON.parse(readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '{}')
  return `${name}: ${text}`
}
