/** Builds the programs that tests run beside themselves into one file each, for any kernel. A global set-up of Vitest. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { hashOfSources } from '../prepare/sources.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/**
 * Where `partner.cjs`, the tests' second process, `standalone.cjs`, their runner without Vitest, and `race.cjs`, the
 * races between several processes, and `exchange-loop.cjs`, a bare loop of Win32's calls to measure, are; and
 * `frame-run.mjs` and `run-host.mjs`, whole runs, and `gift-giver.mjs`, a thread that gives.
 */
export const testProgramsFolder = join(root, '.cache', 'test-programs')

/** CommonJS, so that the partner's worker threads are its file again under every Node. */
function buildProgram(/** @type {string} */ name, /** @type {string} */ folder) {
  return build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: `native-bridge/conformance/${name}.ts`,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { format: 'cjs', entryFileNames: `${name}.cjs` } },
    },
  })
}

/** Programs that tests run beside themselves: of packages there is koffi alone in Wine, and that is loaded when it is needed. */
function buildBeside(/** @type {string} */ name, /** @type {string} */ folder) {
  return build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: `tests/support/${name}.ts`,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: `${name}.mjs`, codeSplitting: false } },
    },
  })
}

const PROGRAMS = ['partner', 'standalone', 'race', 'exchange-loop']
const BESIDE = ['frame-run', 'run-host', 'gift-giver']
/** The hash of the sources that they were built from. */
const BUILT = join(testProgramsFolder, 'built.txt')

function areBuilt(/** @type {string} */ hash) {
  const files = [...PROGRAMS.map((name) => `${name}.cjs`), ...BESIDE.map((name) => `${name}.mjs`)]
  if (![BUILT, ...files.map((file) => join(testProgramsFolder, file))].every((path) => existsSync(path))) return false
  return readFileSync(BUILT, 'utf8') === hash
}

/** Each program is put in its place at once and whole: others may be running it. */
export default async function buildTestPrograms() {
  const hash = hashOfSources(root, [join('tests', 'support')])
  if (areBuilt(hash)) return
  mkdirSync(testProgramsFolder, { recursive: true })
  const folder = mkdtempSync(join(testProgramsFolder, 'build-'))
  for (const name of PROGRAMS) await buildProgram(name, folder)
  for (const name of BESIDE) await buildBeside(name, folder)
  // Until all are in their places they are nobody's.
  rmSync(BUILT, { force: true })
  for (const name of readdirSync(folder)) renameSync(join(folder, name), join(testProgramsFolder, name))
  rmSync(folder, { recursive: true })
  writeFileSync(BUILT, hash)
}
