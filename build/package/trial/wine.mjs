/** A Wine of its own: a prefix in which nothing was done before, with both 32 and 64 bits. */
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { findWine } from '../../wine/find.mjs'
import { windowsPath } from '../../wine/run.mjs'
import { linesOf, parseRegistry } from './registry.mjs'
import { Refusal } from './report.mjs'
import { sevenZip } from './tools.mjs'

const LIMIT = 120_000

/**
 * @param {string} place a folder for the prefix, and for what Wine keeps elsewhere
 */
export function makeWine(place) {
  const prefix = join(place, 'prefix')
  const drive = join(prefix, 'drive_c')
  const loader = findWine()
  if (!loader) throw new Error('There is no 64-bit Wine.')
  const env = {
    ...process.env,
    HOME: join(place, 'home'),
    WINEPREFIX: prefix,
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    // No browser engine, no .NET, and no links on this system's own desktop.
    WINEDLLOVERRIDES: 'mscoree,mshtml=;winemenubuilder.exe=',
    SHAREMEM_STANDIN_7ZA: windowsPath(sevenZip('win/ia32/7za.exe')),
  }

  /** Starts a program of Windows, or of Wine's by its name alone. A pipe for its output would fail there. */
  const start = (/** @type {string[]} */ ...command) => spawn(loader, command, { env, cwd: place, stdio: 'ignore' })

  /** Resolves to its exit status; rejects when it lasts too long, and ends it. */
  function run(/** @type {string[]} */ ...command) {
    const child = start(...command)
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        child.kill('SIGKILL')
        reject(new Refusal(`${command[0]} did not end within ${LIMIT / 1000} s`))
      }, LIMIT)
      child.once('error', reject)
      child.once('exit', (status) => {
        clearTimeout(limit)
        resolve(status)
      })
    })
  }

  /** Makes the prefix anew. Windows without a screen: Wine's own driver for that draws nothing. */
  async function prepare() {
    rmSync(prefix, { recursive: true, force: true })
    mkdirSync(env.HOME, { recursive: true })
    const steps = [
      ['wineboot', '-i'],
      ['winecfg', '/v', 'win10'],
      ['reg', 'add', 'HKCU\\Software\\Wine\\Drivers', '/v', 'Graphics', '/d', 'null', '/f'],
    ]
    for (const step of steps) {
      const status = await run(...step)
      if (status !== 0) throw new Refusal(`${step.join(' ')} ended with ${status}`)
    }
    // Its desktop was made before that driver was chosen, and could show no window.
    for (const option of ['-k', '-w']) spawnSync('wineserver', [option], { env, stdio: 'ignore' })
    ownFolders()
    // Unlike Windows', Wine's for 32 bits, which an installer starts, does not see programs of 64.
    cpSync(join(drive, 'windows', 'system32', 'taskkill.exe'), join(drive, 'windows', 'syswow64', 'taskkill.exe'))
  }

  /** The user's desktop and the like are links to this system's, often all to one folder. */
  function ownFolders() {
    for (const { name, parentPath } of readdirSync(join(drive, 'users'), {
      recursive: true,
      withFileTypes: true,
    }).filter((entry) => entry.isSymbolicLink())) {
      unlinkSync(join(parentPath, name))
      mkdirSync(join(parentPath, name))
    }
  }

  /** What `reg export` writes of a key. */
  async function registry(/** @type {string} */ key) {
    const file = join(place, 'exported.reg')
    rmSync(file, { force: true })
    await run('reg', 'export', key, windowsPath(file), '/y')
    return parseRegistry(readFileSync(file))
  }

  /** @returns {string[]} files, links and folders on its drive C:, as Windows names them */
  const files = () => readdirSync(drive, { recursive: true, encoding: 'utf8' }).map(toWindows).sort()

  /** All there is on the drive and in the registry, where programs of its users write, a line each. */
  async function everything() {
    const registries = [await registry('HKCU'), await registry('HKLM\\Software\\Microsoft\\Windows\\CurrentVersion')]
    return [...files(), ...registries.flatMap(linesOf)]
  }

  const toWindows = (/** @type {string} */ path) => `C:\\${path.replaceAll('/', '\\')}`
  /** A path of drive C: on this system. */
  const fromWindows = (/** @type {string} */ path) => join(drive, ...path.slice(3).split('\\'))

  /** Ends all programs of that name, as the loader's end does not always reach them. */
  const end = (/** @type {string} */ name) => run('taskkill', '/F', '/IM', name)

  return { env, start, run, end, prepare, registry, everything, fromWindows }
}

/** @typedef {ReturnType<typeof makeWine>} Wine */
