/** The deb as Debian's lintian sees it, and the contents of an AppImage. */
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../builder.mjs'
import { filesUnder } from '../contents.mjs'
import { complaints } from './lintian.mjs'
import { fileOf, make } from './make.mjs'
import { inTrial } from './places.mjs'
import { must } from './report.mjs'

/** @typedef {ReturnType<typeof import('./report.mjs').makeReport>} Report */
/** @typedef {import('../targets.mjs').Target} Target */

/** In place of AppImage's own runtime, which begins each of them and mounts what follows. */
const RUNTIME = "#!/bin/sh\necho 'In place of the runtime of AppImage.' >&2\nexit 1\n"

/** electron-builder's tools for an AppImage: Debian's, but for the runtime and its libraries. */
function makeAppImageTools(/** @type {Target} */ { arch }) {
  const folder = inTrial('appimage')
  for (const name of ['runtimes', join('lib', arch)]) mkdirSync(join(folder, name), { recursive: true })
  for (const name of ['mksquashfs', 'desktop-file-validate']) cpSync(join('/usr/bin', name), join(folder, name))
  const runtime = join(folder, 'runtimes', `runtime-${arch}`)
  writeFileSync(runtime, RUNTIME)
  chmodSync(runtime, 0o755)
  return { APPIMAGE_TOOLS_PATH: folder }
}

/** electron-builder puts it beside the program for the deb alone, and after the AppImage was made. */
const OF_DEB = 'resources/apparmor-profile'

/** Everything that was packed is in it, byte for byte as long. */
function compareAppImage(/** @type {string} */ file, /** @type {string} */ folder) {
  const unpacked = inTrial('unsquashed')
  rmSync(unpacked, { recursive: true, force: true })
  const args = ['-quiet', '-no-progress', '-offset', String(RUNTIME.length), '-dest', unpacked, file]
  const { status, stderr } = spawnSync('unsquashfs', args, { encoding: 'utf8' })
  must(status === 0, `unsquashfs says ${stderr}`)
  const found = new Set(filesUnder(unpacked))
  const packed = filesUnder(folder).filter((name) => name !== OF_DEB)
  const differing = packed.filter(
    (name) => !found.has(name) || statSync(join(unpacked, name)).size !== statSync(join(folder, name)).size,
  )
  must(differing.length === 0, `${differing.join(', ')} differ`)
  for (const name of ['AppRun', 'sharemem.desktop', '.DirIcon']) must(found.has(name), `${name} is missing`)
}

export async function tryLinux(/** @type {Report} */ { step }, /** @type {Target} */ target) {
  let made = { folder: '', files: /** @type {string[]} */ ([]) }
  const env = { CUSTOM_FPM_PATH: join(root, 'build', 'package', 'standin', 'fpm.mjs'), ...makeAppImageTools(target) }
  await step(`the deb and the AppImage for ${target.platform}-${target.arch} are made`, async () => {
    made = await make(target, { formats: ['deb', 'AppImage'], env })
  })
  await step('lintian has nothing to say of the deb but what is meant', () => {
    must(made.folder, 'there is none')
    const { stdout, stderr, error } = spawnSync(
      'lintian',
      ['--no-cfg', '--tag-display-limit', '0', fileOf(made.files, '.deb')],
      { encoding: 'utf8' },
    )
    must(stdout, error?.message ?? stderr)
    const found = complaints(stdout)
    must(found.length === 0, found.join(' / '))
  })
  await step('the AppImage holds what was packed', () => {
    must(made.folder, 'there is none')
    compareAppImage(fileOf(made.files, '.AppImage'), made.folder)
  })
}
