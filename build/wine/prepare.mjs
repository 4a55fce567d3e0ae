/** Makes the place in which the built project runs under Wine: .cache/wine, with everything Windows in it. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findWine } from './find.mjs'
import { KOFFI, NODE, unpack } from './packages.mjs'
import { onPages } from './sections.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const place = join(root, '.cache', 'wine')
const app = join(place, 'app')
const PREFIX_TIMEOUT = 180_000
const SERVICES = 'HKLM\\System\\CurrentControlSet\\Services'
/** SERVICE_DISABLED, from winnt.h. */
const DISABLED = '4'
/** How long Wine's server stays after the last program, in seconds. */
const LINGERING = 60

export const paths = {
  prefix: join(place, 'prefix'),
  node: join(place, `node-${NODE.version}`, 'bin', 'node.exe'),
  /** A copy of dist/ beside the Windows koffi, where ordinary resolution finds it. */
  app,
}

/** The environment of every program in the prefix. */
export const environment = {
  ...process.env,
  WINEPREFIX: paths.prefix,
  WINEDEBUG: '-all',
  // Neither a browser engine nor .NET is wanted, and Wine would ask to download them.
  WINEDLLOVERRIDES: 'mscoree,mshtml=',
}

/** Runs a step once: what it made is complete when its mark is there. */
function once(/** @type {string} */ name, /** @type {() => void} */ step) {
  const mark = join(place, `${name}.done`)
  if (existsSync(mark)) return
  step()
  mkdirSync(place, { recursive: true })
  writeFileSync(mark, '')
}

function makePrefix(/** @type {string} */ wine) {
  rmSync(paths.prefix, { recursive: true, force: true })
  mkdirSync(place, { recursive: true })
  for (const step of [
    ['wineboot', '-i'],
    ['winecfg', '/v', 'win10'],
    // Wine asks it for the volume whenever Node looks at a file, by way of another process; Node does without that.
    ['reg', 'add', `${SERVICES}\\MountMgr`, '/v', 'Start', '/t', 'REG_DWORD', '/d', DISABLED, '/f'],
  ]) {
    const { status, error } = spawnSync(wine, step, { env: environment, stdio: 'ignore', timeout: PREFIX_TIMEOUT })
    if (status !== 0) throw new Error(`Wine cannot make its prefix: ${step.join(' ')} failed. ${error ?? ''}`)
  }
  // The server that has made it has two sets of services, and a desktop that starts later may hang there.
  askServer(wine, '-k')
  askServer(wine, '-w')
}

/** Wine's server of the prefix, which a call of this program starts, ends or waits for. */
function askServer(/** @type {string} */ wine, /** @type {string} */ option) {
  const server = ['wineserver64', 'wineserver'].map((name) => join(dirname(wine), name)).find(existsSync)
  if (server) spawnSync(server, [option], { env: environment, stdio: 'ignore', timeout: PREFIX_TIMEOUT })
}

function unpackNode() {
  unpack(NODE, join(place, `node-${NODE.version}`))
  writeFileSync(paths.node, onPages(readFileSync(paths.node)))
  // koffi asks whether a node.dll is loaded, for each function of Node's that it uses: Wine looks for one in all the folders
  // of its search path, but no further than to a file of that name, which need be no program.
  writeFileSync(join(dirname(paths.node), 'node.dll'), '')
}

function assembleKoffi() {
  const modules = join(app, 'node_modules')
  cpSync(join(root, 'node_modules', 'koffi'), join(modules, 'koffi'), { recursive: true })
  unpack(KOFFI, join(modules, ...KOFFI.name.split('/')))
}

/** dist/ as it was last built; the page that needs no host, which a test builds at any time, is of no use there. */
function copyBuild() {
  const built = readFileSync(join(root, 'dist', 'built.txt'), 'utf8')
  const copied = join(app, 'dist', 'built.txt')
  if (existsSync(copied) && readFileSync(copied, 'utf8') === built) return
  rmSync(join(app, 'dist'), { recursive: true, force: true })
  const page = join(root, 'dist', 'static')
  cpSync(join(root, 'dist'), join(app, 'dist'), { recursive: true, filter: (source) => source !== page })
}

/**
 * A server that ends just when a program wants to reach it lets the program fail. So it stays a while after the last
 * one; where it runs already, nothing happens.
 */
const keepServer = (/** @type {string} */ wine) => askServer(wine, `-p${LINGERING}`)

/**
 * Prepares everything that is not there yet, and returns Wine's loader.
 * Throws with a sentence when the machine has no Wine or something cannot be fetched.
 */
export function prepareWine() {
  const wine = findWine()
  if (!wine) throw new Error('This machine has no Wine. On Debian and Ubuntu it is the package wine64.')
  once('prefix-without-volumes', () => makePrefix(wine))
  once(`node-${NODE.version}-on-pages`, unpackNode)
  once(`koffi-${KOFFI.version}`, assembleKoffi)
  copyBuild()
  keepServer(wine)
  return wine
}
