/** The programs that the tests need and npm does not install: a browser, and Wine for the Win32 part. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findWine } from '../wine/find.mjs'

/**
 * The first one that is there; SHAREMEM_BROWSER names another. A browser that nobody looks at loads a page at a third of the cost
 * without windows of its own.
 */
const BROWSERS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** A Chromium of this machine; null where there is none. */
export function findBrowser() {
  return process.env.SHAREMEM_BROWSER ?? BROWSERS.find((path) => existsSync(path)) ?? null
}

const hasCompiler = () => existsSync('/usr/bin/gcc')

const MINGW = '/usr/bin/x86_64-w64-mingw32-gcc'

/** What builds C programs for Windows here; null where there is none. */
export const findMingw = () => (existsSync(MINGW) ? MINGW : null)

const hasHeaders = () => existsSync('/usr/include/stdio.h')

/** Whether a C program can be built here. */
export const canCompile = () => hasCompiler() && hasHeaders()

/**
 * @typedef {object} Tool
 * @property {string[]} packages the first that the machine's distribution has is installed
 * @property {string} purpose
 * @property {() => unknown} find what is there of it, if anything
 */

/** @type {Tool[]} */
const OF_LINUX = [
  { packages: ['wine64'], purpose: 'tests of the Win32 kernel', find: findWine },
  { packages: ['gcc-mingw-w64-x86-64'], purpose: 'programs of others in C', find: findMingw },
  { packages: ['gcc'], purpose: 'kernel calls that fail', find: hasCompiler },
  { packages: ['libc6-dev'], purpose: 'kernel calls that fail', find: hasHeaders },
]
/** @type {Tool[]} */
const needed = [
  { packages: ['chromium-headless-shell', 'chromium'], purpose: 'end-to-end tests', find: findBrowser },
  ...(process.platform === 'win32' ? [] : OF_LINUX),
]
const missing = () => needed.filter(({ find }) => !find())

const canInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

/** Resolves however it ends: what counts is what is there then. */
const aptGet = (/** @type {string[]} */ ...args) =>
  new Promise((resolve) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawn('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
      .on('error', resolve)
      .on('close', resolve)
  })

async function install(/** @type {Tool[]} */ tools) {
  console.log(`Installing ${tools.map(({ packages: [first] }) => first).join(' and ')} with apt-get ...`)
  await aptGet('update', '-qq')
  // One by one: not every distribution has each of them, and one unknown name would refuse them all.
  for (const { packages, find } of tools) {
    for (const name of packages) {
      if (!find()) await aptGet('install', '-y', '-qq', '--no-install-recommends', name)
    }
  }
}

/**
 * Installs what is missing where that is possible, and says in one line each what still is.
 * @returns {Promise<boolean>} whether everything is there
 */
export async function provide() {
  if (missing().length > 0 && canInstall()) await install(missing())
  for (const tool of missing()) {
    console.log(`Skipped: ${tool.purpose}, because this machine has no ${tool.packages.join(' or ')}.`)
  }
  return missing().length === 0
}
