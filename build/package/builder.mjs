/** Calls electron-builder for one target. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { makeIcons } from './icons.mjs'
import { stage } from './stage.mjs'
import { nameOf } from './targets.mjs'

/** @typedef {import('./targets.mjs').Target} Target */

/** The project's. */
export const root = join(import.meta.dirname, '..', '..')
const cache = join(root, '.cache', 'package')

/** electron-builder's name of the folder that it packs. */
export const unpackedName = (/** @type {Target} */ { platform, arch }) =>
  `${platform === 'win32' ? 'win' : 'linux'}${arch === 'x64' ? '' : `-${arch}`}-unpacked`

/**
 * @typedef {object} Order
 * @property {string} output the folder
 * @property {string[]} [formats] `nsis` and the like; electron-builder.yml's when there are none
 * @property {string} [runtime] a folder or an archive in place of Electron's own, which is fetched
 * @property {string} [version] in place of the project's own
 * @property {string} [workplace] for what is staged; kept for the next time when it is not given
 * @property {NodeJS.ProcessEnv} [env]
 * @property {(text: string) => void} [onOutput] as it comes
 */

/**
 * @param {Target} target
 * @param {Order} order
 * @returns {Promise<{ succeeded: boolean, output: string }>}
 */
export function makePackages(target, order) {
  const { output, formats = [], runtime, version, workplace = cache, env = {}, onOutput } = order
  const resources = join(workplace, 'resources')
  const staged = join(workplace, nameOf(target))
  makeIcons(join(root, 'renderer', 'public', 'icon.svg'), resources)
  stage(root, target, staged)
  const args = [
    join(root, 'node_modules', 'electron-builder', 'cli.js'),
    ...[target.platform === 'win32' ? '--win' : '--linux', ...formats, `--${target.arch}`],
    ...['--config', join(root, 'build', 'electron-builder.yml'), '--publish', 'never'],
    `-c.directories.app=${staged}`,
    `-c.directories.output=${output}`,
    `-c.directories.buildResources=${resources}`,
    ...(runtime ? [`-c.electronDist=${runtime}`] : []),
    ...(version ? [`-c.extraMetadata.version=${version}`] : []),
  ]
  const child = spawn(process.execPath, args, {
    cwd: root,
    // No certificate is looked for.
    env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false', FORCE_COLOR: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ piece) => {
      text += piece
      onOutput?.(piece)
    })
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => resolve({ succeeded: status === 0, output: text }))
  })
}
