/** What npm start, npm test and the command line need first: installs and builds what is missing or out of date. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lock } from './lock.mjs'
import { installation, isInstalled } from './packages.mjs'
import { hashOfSources } from './sources.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const dist = join(root, 'dist')
/** The hash of the sources that dist/ was built from. */
const BUILT = join(dist, 'built.txt')
const PRODUCTS = [
  'renderer/index.html',
  'main/main.js',
  'preload/preload.cjs',
  'participant/helper.cjs',
  'participant/thread.cjs',
  'participant/agent.cjs',
  'cli/cli.js',
].map((path) => join(dist, path))

const OLDEST_NODE = '20.19'
/** The exit status of everything here that this machine cannot do. */
const CANNOT = 3
/** After this many milliseconds even a quiet preparation says what takes so long. */
const PATIENCE = 4000

const quiet = process.argv.includes('--quiet')

/** @returns {never} */
function fail(/** @type {string} */ sentence) {
  console.error(sentence)
  process.exit(CANNOT)
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE.split('.').map(Number)
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return
  fail(`Sharemem needs Node ${OLDEST_NODE} or later, but this is ${process.versions.node}.`)
}

/** Whether dist/ is what the present sources make; a build by hand is younger than the note of ours. */
function isBuilt(/** @type {string} */ hash) {
  if (![BUILT, ...PRODUCTS].every((path) => existsSync(path)) || readFileSync(BUILT, 'utf8') !== hash) return false
  const noted = statSync(BUILT).mtimeMs
  return PRODUCTS.every((path) => statSync(path).mtimeMs <= noted)
}

/**
 * Runs a command in the project's root. Its output goes to standard error: all of it, or when quiet only if it fails.
 * @param {string} title what it does, for the person
 * @param {{ command: string, args: string[], shell?: boolean }} what
 * @returns {Promise<boolean>} whether it succeeded
 */
function run(title, { command, args, shell = false }) {
  const announce = () => console.error(`${title} ...`)
  const announcing = setTimeout(announce, quiet ? PATIENCE : 0)
  const child = spawn(command, args, { cwd: root, shell, stdio: ['ignore', 'pipe', 'pipe'] })
  /** @type {Buffer[]} */
  const output = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => (quiet ? output.push(chunk) : process.stderr.write(chunk)))
  }
  return new Promise((resolve) => {
    child.on('error', (error) => output.push(Buffer.from(`${error.message}\n`)))
    child.on('close', (status) => {
      clearTimeout(announcing)
      if (status !== 0) process.stderr.write(Buffer.concat(output))
      resolve(status === 0)
    })
  })
}

async function install() {
  if (isInstalled(root)) return
  if (await run('Installing the packages (npm ci)', installation())) return
  fail('The packages could not be installed; npm says why above. The first start needs a network, later ones do not.')
}

async function build() {
  const hash = hashOfSources(root)
  if (isBuilt(hash)) return
  rmSync(BUILT, { force: true })
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const args = [vite, 'build', '--app', '--logLevel', 'warn']
  if (!(await run('Building', { command: process.execPath, args }))) fail('The build failed, as said above.')
  mkdirSync(dist, { recursive: true })
  writeFileSync(BUILT, hash)
}

checkNode()
if (!isInstalled(root) || !isBuilt(hashOfSources(root))) {
  // Two at once would spoil each other's files. The second finds everything done.
  const release = await lock(root, () => console.error('Another start is setting Sharemem up; waiting for it ...'))
  await install()
  await build()
  release()
}
