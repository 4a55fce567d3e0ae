/** The installer for Windows inside Wine: installed, used, installed over, uninstalled, step by step. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { windowsPath } from '../../wine/run.mjs'
import { filesUnder } from '../contents.mjs'
import { installationIn, PATIENCE, until } from './installation.mjs'
import { left } from './left.mjs'
import { current } from './make.mjs'
import { inTrial } from './places.mjs'
import { must, same } from './report.mjs'

/** @typedef {import('./wine.mjs').Wine} Wine */
/** @typedef {import('./installation.mjs').Installation} Installation */
/** @typedef {ReturnType<typeof import('./report.mjs').makeReport>} Report */
/** @typedef {{ setup: string, folder: string, version: string }} Made an installer, and what it was made of */

const PLACE = 'C:\\My Programs\\Sharemem'

/** A recording that the stand-in for Electron runs as a script: it notes with which arguments. */
const OPENED = "require('fs').writeFileSync(__filename + '.txt', JSON.stringify(process.argv.slice(1)))\n"

/**
 * Opens a file whose name has spaces; throws where the program did not get that name and no other. It lies away from the
 * project, whose package.json would make another kind of script of it.
 */
async function opens(/** @type {Installation} */ app, /** @type {(file: string) => Promise<unknown>} */ open) {
  const path = 'C:\\les sons\\my  first lesson.sharemem'
  const file = app.here(path)
  mkdirSync(dirname(file), { recursive: true })
  try {
    writeFileSync(file, OPENED)
    await open(path)
    await until(() => existsSync(`${file}.txt`), 'the program was not started with that file')
    same(JSON.parse(readFileSync(`${file}.txt`, 'utf8')), [path])
  } finally {
    rmSync(dirname(file), { recursive: true })
  }
}

/** A line as a person types it. A script, as on the way through Wine its quotes would change. */
function byShell(/** @type {Wine} */ wine, /** @type {string} */ line) {
  const script = inTrial('line.cmd')
  writeFileSync(script, `@${line.replaceAll('%', '%%')}\r\n`)
  return wine.run('cmd', '/c', windowsPath(script))
}

/** Installs, and says how that ended where it did not go well. */
async function install(/** @type {Installation} */ app, /** @type {Made} */ { setup }) {
  const status = await app.install(setup)
  must(status === 0, `the installer ended with ${status}`)
  must(app.isThere(), `${app.program} is not there`)
}

/** What must hold after each installation. */
async function installed(/** @type {Report} */ { step }, /** @type {Installation} */ app, /** @type {Made} */ made) {
  await step('its folder holds what was packed, and the uninstaller', () => {
    same(filesUnder(app.here(app.folder)), [...filesUnder(made.folder), 'Uninstall Sharemem.exe'].sort())
  })
  await step('one line is on the list of installed programs, and an administrator is not needed', async () => {
    const lines = await app.entries()
    must(lines.length === 1, `there are ${lines.length}`)
    const { DisplayName, DisplayVersion, Publisher, UninstallString } = lines[0] ?? {}
    same(
      [DisplayName, DisplayVersion, Publisher, UninstallString],
      [`Sharemem ${made.version}`, made.version, 'The Sharemem authors', `"${app.uninstaller}" /currentuser`],
    )
  })
  await step('a link on the desktop and one in the start menu lead to the program', () => {
    const links = app.links().sort()
    must(links.length === 2, `there are ${links.join(', ') || 'none'}`)
    same(links.map(app.linkTarget), [app.program, app.program])
    return links.join(', ')
  })
}

async function used(/** @type {Report} */ { step }, /** @type {Installation} */ app, /** @type {Wine} */ wine) {
  await step('the installed program completes a request, and every call has its source line', app.request)
  await step('.sharemem files belong to it, by a command in quotes', async () =>
    same(await app.association(), { kind: 'Sharemem.Recording', command: `"${app.program}" "%1"` }),
  )
  await step('the stored command opens a file whose name has spaces', () =>
    opens(app, async (file) => byShell(wine, String((await app.association()).command).replace('%1', file))),
  )
}

/** Resolves once a window that stands for the running app is there; to what ends it and what tells of it. */
async function running(/** @type {Installation} */ app, /** @type {Wine} */ wine, /** @type {string} */ manner) {
  const notes = inTrial(`${manner}.txt`)
  rmSync(notes, { force: true })
  const script = windowsPath(join(import.meta.dirname, 'window.mjs'))
  const modules = `${app.folder}\\resources\\app.asar.unpacked`
  const child = wine.start(app.program, script, modules, windowsPath(notes), manner)
  const said = () => (existsSync(notes) ? [...new Set(readFileSync(notes, 'utf8').trim().split('\n'))] : [])
  await until(() => said().length > 0, 'no window came up')
  same(said(), ['shown'])
  return { child, said }
}

async function upgraded(
  /** @type {Report} */ report,
  /** @type {Installation} */ app,
  /** @type {Wine} */ wine,
  /** @type {Made} */ made,
) {
  const settings = join(app.home(), 'AppData', 'Roaming', 'Sharemem', 'desktop.json')
  mkdirSync(dirname(settings), { recursive: true })
  writeFileSync(settings, '{"theme":"dark"}')
  await report.step('a running app that does not close stays, and the installer gives up', async () => {
    const { child, said } = await running(app, wine, 'stays')
    try {
      const status = await app.install(made.setup)
      same([status, said()[1], child.exitCode], [2, 'asked', null])
    } finally {
      child.kill('SIGKILL')
      await wine.end('Sharemem.exe')
    }
    must((await app.entries())[0]?.DisplayVersion !== made.version, 'the new version is on the list')
  })
  await report.step(`${made.version} is installed over it, and asks the running app to close`, async () => {
    const { child, said } = await running(app, wine, 'closes')
    await install(app, made)
    same([said(), child.exitCode], [['shown', 'asked'], 0])
  })
  await installed(report, app, made)
  await report.step('the settings stay', () => same(readFileSync(settings, 'utf8'), '{"theme":"dark"}'))
}

/**
 * @param {Report} report
 * @param {Wine} wine
 * @param {{ older: Made, newer: Made }} made
 */
export async function tryInstaller(report, wine, { older, newer }) {
  const app = installationIn(wine, PLACE)
  mkdirSync(dirname(app.here(PLACE)))
  // Windows has these from its start; an installer does not take back what is above its own keys.
  for (const key of ['Classes', 'Microsoft\\Windows\\CurrentVersion\\Uninstall'])
    await wine.run('reg', 'add', `HKCU\\Software\\${key}`, '/f')
  const before = await wine.everything()
  const isIn = await report.step(`${older.version} is installed silently into ${PLACE}`, () => install(app, older))
  if (!isIn) return
  await installed(report, app, older)
  await used(report, app, wine)
  await upgraded(report, app, wine, newer)
  await used(report, app, wine)
  await report.step(`${current} is uninstalled silently`, app.uninstall)
  await report.step('nothing of it is left: no file, no link, nothing in the registry', async () => {
    // The uninstaller goes on as a copy of itself, and takes its keys back after its folder.
    const end = Date.now() + PATIENCE
    let found = left(before, await wine.everything())
    while (found.length > 0 && Date.now() < end) found = left(before, await wine.everything())
    must(found.length === 0, `there are ${found.length}: ${found.slice(0, 20).join(', ')}`)
  })
}
