/** The programs that the tests need and npm does not install: a browser, and Wine for the Win32 part. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findWine } from '../wine/find.mjs'

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** A Chromium of this machine; null where there is none. */
export function findBrowser() {
  return process.env.SHAREMEM_BROWSER ?? BROWSERS.find((path) => existsSync(path)) ?? null
}

const hasCompiler = () => existsSync('/usr/bin/gcc')

const MINGW = '/usr/bin/x86_64-w64-mingw32-gcc'

/** What builds C programs for Windows here; null where there is none. */
export const findMingw = () => (existsSync(MINGW) ? MINGW : null)

/** Whether a C program can be built here. */
export const canCompile = () => hasCompiler() && existsSync('/usr/include/stdio.h')

const needed = () => [
  { package: 'chromium', purpose: 'end-to-end tests', found: findBrowser() },
  ...(process.platform === 'win32'
    ? []
    : [
        { package: 'wine64', purpose: 'tests of the Win32 kernel', found: findWine() },
        { package: 'gcc-mingw-w64-x86-64', purpose: 'programs of others in C', found: findMingw() },
        { package: 'gcc', purpose: 'kernel calls that fail', found: hasCompiler() },
        { package: 'libc6-dev', purpose: 'kernel calls that fail', found: existsSync('/usr/include/stdio.h') },
      ]),
]
const missing = () => needed().filter(({ found }) => !found)

const canInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

function install(/** @type {string[]} */ packages) {
  console.log(`Installing ${packages.join(' and ')} with apt-get ...`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = { env, stdio: ['ignore', 'ignore', 'inherit'] }
  spawnSync('apt-get', ['update', '-qq'], options)
  // One by one: Ubuntu has no such chromium, and one unknown name would refuse them all.
  for (const name of packages) {
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], options)
  }
}

/**
 * Installs what is missing where that is possible, and says in one line each what still is.
 * @returns {boolean} whether everything is there
 */
export function provide() {
  if (missing().length > 0 && canInstall()) install(missing().map((tool) => tool.package))
  for (const tool of missing()) {
    console.log(`Skipped: ${tool.purpose}, because this machine has no ${tool.package}.`)
  }
  return missing().length === 0
}
