/** Builds the programs in C that take part beside the app's own, for Windows: those of examples/c, and a spiteful one. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findMingw } from './test-tools.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const sources = [join(root, 'examples', 'c'), join(root, 'tests', 'support', 'c')]

/** Where the programs are. */
export const examplesFolder = join(root, '.cache', 'examples')

const timeOf = (/** @type {string} */ file) => (existsSync(file) ? statSync(file).mtimeMs : 0)
const filesIn = (/** @type {string} */ folder, /** @type {string} */ extension) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .map((name) => join(folder, name))

/** Resolves once it is built; to what the compiler says where that fails. */
function compile(/** @type {string} */ compiler, /** @type {string} */ source, /** @type {string} */ program) {
  const options = ['-std=c11', '-Wall', '-Wextra', '-Werror', '-I', sources[0] ?? '']
  const child = spawn(compiler, [...options, '-o', program, source], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (text) => {
    said += text
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) =>
      status === 0 ? resolve(undefined) : reject(new Error(`${basename(source)} cannot be built:\n${said}`)),
    )
  })
}

/** Builds those whose source has changed since. Rejects with what the compiler says. */
export async function buildExamples() {
  const compiler = findMingw()
  if (compiler === null) throw new Error('This machine has no gcc-mingw-w64-x86-64.')
  mkdirSync(examplesFolder, { recursive: true })
  const headers = Math.max(...sources.flatMap((folder) => filesIn(folder, '.h').map(timeOf)))
  const toBuild = sources
    .flatMap((folder) => filesIn(folder, '.c'))
    .map((source) => ({ source, program: join(examplesFolder, `${basename(source, '.c')}.exe`) }))
    .filter(({ source, program }) => timeOf(program) <= Math.max(timeOf(source), headers))
  await Promise.all(toBuild.map(({ source, program }) => compile(compiler, source, program)))
}
