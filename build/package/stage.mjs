/** One folder for each target with exactly what goes into its package. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { contentsOf, filesUnder, matches } from './contents.mjs'
import { fetched } from './fetch.mjs'
import { nativePackage } from './targets.mjs'

/** @typedef {import('./targets.mjs').Target} Target */

/** Where the package of koffi's binary for a target is: npm has installed it for this machine alone. */
function nativeFolder(/** @type {string} */ root, /** @type {Target} */ target) {
  const name = nativePackage(target)
  const installed = join(root, 'node_modules', name)
  if (existsSync(installed)) return installed
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const { version, integrity } = packages[`node_modules/${name}`]
  return fetched(root, { name, version, integrity })
}

/** A deb package must name one. */
const NO_HOMEPAGE = 'https://sharemem.invalid/'

/** Where the project is at home: its repository where it is built in one. */
function homepageOf(/** @type {string | undefined} */ stated, /** @type {Target} */ { platform }) {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env
  if (stated) return stated
  if (server && repository) return `${server}/${repository}`
  return platform === 'linux' ? NO_HOMEPAGE : undefined
}

/** What a package's own package.json says: electron-builder would take the tools for the application's. */
function describe(/** @type {string} */ root, /** @type {Target} */ target) {
  const read = (/** @type {string} */ name) => JSON.parse(readFileSync(join(root, name), 'utf8'))
  const { name, version, description, license, author, homepage, type, main, dependencies } = read('package.json')
  return {
    ...{ name, productName: 'Sharemem', version, description, license, author },
    homepage: homepageOf(homepage, target),
    // Which entry of a desktop's menu its windows belong to.
    desktopName: 'sharemem.desktop',
    ...{ type, main, dependencies },
  }
}

/**
 * Makes the folder anew. Throws when the build is not there, or koffi's binary cannot be had.
 * @param {string} root the project's, built
 * @param {Target} target
 * @param {string} folder
 */
export function stage(root, target, folder) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const { unpacked, archived } = contentsOf(target)
  const name = nativePackage(target)
  const sources = [
    { from: join(root, 'dist'), at: 'dist' },
    { from: join(root, 'node_modules', 'koffi'), at: 'node_modules/koffi' },
    { from: nativeFolder(root, target), at: `node_modules/${name}` },
  ]
  for (const { from, at } of sources) {
    for (const file of filesUnder(from)) {
      if (![...unpacked, ...archived].some((pattern) => matches(`${at}/${file}`, pattern))) continue
      const to = join(folder, at, file)
      mkdirSync(dirname(to), { recursive: true })
      cpSync(join(from, file), to)
    }
  }
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(describe(root, target), null, 2)}\n`)
}
