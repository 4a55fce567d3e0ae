/**
 * npm run package:check: electron-builder's own packages around stand-ins, made, installed, used and removed. In a Debian
 * of its own in .cache; `-- --here` on this system, which is asked for as it installs what is missing.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, realpathSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { root } from '../builder.mjs'
import { stage } from '../stage.mjs'
import { makeRuntime } from '../standin/runtime.mjs'
import { TARGETS } from '../targets.mjs'
import { INSTALL, makeChroot, PACKAGES } from './chroot.mjs'
import { places } from './places.mjs'
import { sevenZip } from './tools.mjs'

/** As build/package/dist.mjs has them: it was called wrongly, this machine cannot do it. */
const [USAGE, CANNOT] = [2, 3]
const inside = join(import.meta.dirname, 'inside.mjs')

/** @returns {never} */
function fail(/** @type {number} */ status, /** @type {unknown} */ error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(status)
}

function options() {
  try {
    return parseArgs({ options: { here: { type: 'boolean' } } }).values
  } catch (error) {
    return fail(USAGE, error)
  }
}

/** All that comes from npm: the chroot needs no network then. */
function fetchAll() {
  const folder = join(places.cache, 'fetching')
  sevenZip('linux/x64/7za')
  for (const target of TARGETS) {
    makeRuntime(root, target, folder)
    stage(root, target, folder)
  }
  rmSync(folder, { recursive: true })
}

/** npm's folder, which electron-builder asks for what an application depends on. */
function npmFolder() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const npm = folders.map((folder) => join(folder, 'npm')).find((file) => existsSync(file))
  if (!npm) throw new Error('There is no npm on the PATH.')
  return join(realpathSync(npm), '..', '..')
}

/** In namespaces of its own, whose end undoes the mounts and ends the processes. */
function inChroot() {
  const chroot = makeChroot(places.cache)
  const node = realpathSync(process.execPath)
  const npm = npmFolder()
  const setUp = 'ln -s "$1/bin/npm-cli.js" /usr/local/bin/npm 2> /dev/null; cd "$2" && exec "$3" "$4"'
  const command = ['sh', '-c', setUp, 'sh', npm, root, node, inside]
  const path = '/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin'
  const enter = [join(import.meta.dirname, 'enter.sh'), chroot, '3', root, node, npm, ...command]
  return spawnSync('unshare', ['--mount', '--pid', '--ipc', '--fork', '--kill-child', ...enter], {
    env: { ...process.env, PATH: path, TMPDIR: '/tmp' },
    stdio: 'inherit',
  }).status
}

/** Asks first, and installs only what Debian's packages are. */
async function onThisSystem() {
  const question = `This system gets 32-bit packages and ${PACKAGES.join(', ')}. Go on? [y/N] `
  if (!process.stdin.isTTY) fail(CANNOT, 'With --here this asks, and nobody can answer.')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(question)
  terminal.close()
  if (!/^y(es)?$/i.test(answer.trim())) fail(CANNOT, 'Nothing was changed.')
  const { status } = spawnSync('sh', ['-ec', INSTALL], { stdio: 'inherit' })
  if (status !== 0) fail(CANNOT, 'The packages cannot be installed.')
  return spawnSync(process.execPath, [inside], { cwd: root, stdio: 'inherit' }).status
}

const { here } = options()
if (process.platform !== 'linux' || process.arch !== 'x64' || process.getuid?.() !== 0)
  fail(CANNOT, 'This is for Debian and Ubuntu on x64, as root; on Windows the installer itself is at hand.')
try {
  mkdirSync(places.cache, { recursive: true })
  fetchAll()
  process.exitCode = (here ? await onThisSystem() : inChroot()) ?? 1
} catch (error) {
  fail(CANNOT, error)
}
