/** One installation of the app inside Wine: what is known of it, and what can be done with it. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { windowsPath } from '../../wine/run.mjs'
import { readLink } from './link.mjs'
import { inTrial } from './places.mjs'
import { keysBelow } from './registry.mjs'
import { must } from './report.mjs'
import { REQUEST, tracedCalls } from './trace.mjs'

/** @typedef {import('./wine.mjs').Wine} Wine */

const USER = 'HKEY_CURRENT_USER'
const UNINSTALL = `${USER}\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall`
const CLASSES = `${USER}\\Software\\Classes`
/** How long something may take that goes on by itself, in milliseconds. */
export const PATIENCE = 30_000

/** Resolves once it holds; throws when it does not in time. */
export async function until(/** @type {() => unknown} */ holds, /** @type {string} */ because) {
  const end = Date.now() + PATIENCE
  while (!holds()) {
    must(Date.now() < end, because)
    await pause(100)
  }
}

/**
 * @param {Wine} wine
 * @param {string} folder as Windows names it
 */
export function installationIn(wine, folder) {
  const program = `${folder}\\Sharemem.exe`
  const uninstaller = `${folder}\\Uninstall Sharemem.exe`
  const here = (/** @type {string} */ path) => wine.fromWindows(path)
  /** Wine's user has the name of this system's. */
  const home = () => join(here('C:\\users'), readdirSync(here('C:\\users')).find((name) => name !== 'Public') ?? '')
  const isThere = () => existsSync(here(program))

  /** Resolves to the installer's exit status. */
  const install = (/** @type {string} */ setup) => wine.run(windowsPath(setup), '/S', `/D=${folder}`)

  async function uninstall() {
    const status = await wine.run(uninstaller, '/S')
    must(status === 0, `the uninstaller ended with ${status}`)
    await until(() => !existsSync(here(folder)), `${folder} is still there`)
  }

  /** The app's lines on the list of installed programs. */
  async function entries() {
    const registry = await wine.registry('HKCU')
    return keysBelow(registry, UNINSTALL).map((key) => Object.fromEntries(registry.get(key) ?? []))
  }

  /** What a double click does, by the registry. */
  async function association() {
    const registry = await wine.registry('HKCU')
    const kind = registry.get(`${CLASSES}\\.sharemem`)?.get('@')
    return { kind, command: registry.get(`${CLASSES}\\${kind}\\shell\\open\\command`)?.get('@') }
  }

  /** @returns {string[]} those on the desktop and in the start menu that are named after the app */
  const links = () =>
    readdirSync(home(), { recursive: true, encoding: 'utf8' }).filter((name) => /Sharemem[^/]*\.lnk$/.test(name))

  const linkTarget = (/** @type {string} */ link) => readLink(readFileSync(join(home(), link))).target

  /** Lets the installed command line run a request; resolves to how many calls it told, each with its line. */
  async function request() {
    const file = inTrial('request.jsonl')
    rmSync(file, { force: true })
    const cli = `${folder}\\resources\\app.asar.unpacked\\dist\\cli\\cli.js`
    const status = await wine.run(program, cli, ...REQUEST, windowsPath(file))
    must(existsSync(file), `it ended with ${status}`)
    return `${tracedCalls(readFileSync(file, 'utf8'))} calls`
  }

  const methods = { install, uninstall, isThere, entries, association, links, linkTarget, request }
  return { folder, program, uninstaller, home, here, ...methods }
}

/** @typedef {ReturnType<typeof installationIn>} Installation */
