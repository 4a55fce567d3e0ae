/** What electron-builder wants of GitHub, put together from npm, Debian and the stand-ins here. */
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../builder.mjs'
import { fetched } from '../fetch.mjs'
import { inTrial } from './places.mjs'
import { must } from './report.mjs'

const SEVEN_ZIP = {
  name: '7zip-bin',
  version: '5.2.0',
  integrity: 'sha512-ukTPVhqG4jNzMro2qA9HSCSSVJN3aN7tlb+hfqYCt3ER0yWroeA2VR38MNrOHLQ/cVj+DaIMad0kFCtWWowh/A==',
}
const PLUGINS = ['StdUtils', 'nsis7z', 'SpiderBanner', 'WinShell', 'UAC', 'nsProcess']
const standin = join(root, 'build', 'package', 'standin')

/** A file of 7-Zip's package: `win/ia32/7za.exe` and the like. */
export function sevenZip(/** @type {string} */ file) {
  const path = join(fetched(root, SEVEN_ZIP), ...file.split('/'))
  chmodSync(path, 0o755)
  return path
}

/** Throws with what it says when it fails. */
function run(/** @type {string} */ command, /** @type {string[]} */ ...args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  must(status === 0, `${command} failed: ${error?.message ?? `${stdout}${stderr}`}`)
}

function program(/** @type {string} */ file, /** @type {string[]} */ ...lines) {
  writeFileSync(file, `#!/bin/sh\n${lines.join('\n')}\n`)
  chmodSync(file, 0o755)
}

/** NSIS's compiler is Debian's; the plug-ins are for 32 bits, as its installers are. */
export function makeNsis() {
  const [nsis, resources] = [inTrial('nsis'), inTrial('nsis-resources')]
  const plugins = join(resources, 'plugins', 'x86-unicode')
  for (const folder of [nsis, plugins]) mkdirSync(folder, { recursive: true })
  program(join(nsis, 'makensis'), 'NSISDIR=/usr/share/nsis exec makensis "$@"')
  const library = inTrial('plugins.dll')
  const options = ['-std=c11', '-O1', '-Wall', '-Wextra', '-Werror', '-Wno-unused-parameter', '-shared']
  run('i686-w64-mingw32-gcc', ...options, '-o', library, join(standin, 'plugins.c'), '-lshell32')
  for (const name of PLUGINS) cpSync(library, join(plugins, `${name}.dll`))
  return {
    ELECTRON_BUILDER_7ZIP_PATH: sevenZip('linux/x64/7za'),
    ELECTRON_BUILDER_NSIS_DIR: nsis,
    ELECTRON_BUILDER_NSIS_RESOURCES_DIR: resources,
    // Made soon, as nobody waits for its download.
    ELECTRON_BUILDER_COMPRESSION_LEVEL: '1',
  }
}
