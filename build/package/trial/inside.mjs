/** The trial itself, where its tools are: npm run package:check starts it there. */
import { mkdirSync, rmSync } from 'node:fs'
import { targetOf } from '../targets.mjs'
import { tryInstaller } from './installer.mjs'
import { tryLinux } from './linux.mjs'
import { current, fileOf, make } from './make.mjs'
import { places } from './places.mjs'
import { tryPortable } from './portable.mjs'
import { makeReport } from './report.mjs'
import { makeNsis } from './tools.mjs'
import { makeWine } from './wine.mjs'

/** Before any of the project's. */
const OLDER = '0.0.1'

const report = makeReport()
rmSync(places.trial, { recursive: true, force: true })
mkdirSync(places.trial, { recursive: true })

async function onWindows() {
  const wine = makeWine(places.trial)
  await wine.prepare()
  const env = { ...wine.env, ...makeNsis() }
  const x64 = targetOf('win32', 'x64')
  const older = await make(x64, { formats: ['nsis'], env, version: OLDER })
  const newer = await make(x64, { formats: ['nsis', 'portable'], env })
  await tryInstaller(report, wine, {
    older: { setup: fileOf(older.files, 'setup'), folder: older.folder, version: OLDER },
    newer: { setup: fileOf(newer.files, 'setup'), folder: newer.folder, version: current },
  })
  await tryPortable(report, wine, { file: fileOf(newer.files, 'portable'), folder: newer.folder })
  await report.step('the installer and the portable program for win32-arm64 are made', async () => {
    await make(targetOf('win32', 'arm64'), { formats: ['nsis', 'portable'], env })
  })
}

await report.step('installers for Windows are made and tried to the end', onWindows)
for (const arch of ['x64', 'arm64']) await tryLinux(report, targetOf('linux', arch))
report.cannot(
  "Wine 8's start answers that there is no such file for one that has an association: the stored command was run instead.",
)
report.cannot("without their own runtimes, Electron's window, its fuses, and the start of an AppImage are not seen.")
report.cannot('programs for arm64 are made here and run nowhere.')
console.log(`${report.counts.ok} steps are well, ${report.counts.failed} are not.`)
process.exitCode = report.counts.failed > 0 ? 1 : 0
