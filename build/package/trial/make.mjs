/** Packages around the stand-in runtime. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makePackages, root, unpackedName } from '../builder.mjs'
import { checkPackage } from '../check.mjs'
import { makeRuntime } from '../standin/runtime.mjs'
import { nameOf } from '../targets.mjs'
import { inTrial } from './places.mjs'
import { must } from './report.mjs'

/** @typedef {import('../targets.mjs').Target} Target */
/** @typedef {{ formats: string[], env: NodeJS.ProcessEnv, version?: string }} Order */

/** The project's own version. */
export const { version: current } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/**
 * Makes them and checks what they were made of. Throws with what is wrong.
 * @param {Target} target
 * @param {Order} order
 * @returns {Promise<{ folder: string, files: string[] }>} the unpacked folder, and the packages' paths
 */
export async function make(target, { formats, env, version = current }) {
  const runtime = inTrial('runtime', nameOf(target))
  mkdirSync(runtime, { recursive: true })
  makeRuntime(root, target, runtime)
  const output = inTrial('made', `${nameOf(target)}-${version}`)
  const made = await makePackages(target, { output, formats, runtime, version, workplace: inTrial('work'), env })
  must(made.succeeded, made.output.slice(-2000))
  const folder = join(output, unpackedName(target))
  const problems = checkPackage({ target, folder, version })
  must(problems.length === 0, problems.join(' '))
  const names = readdirSync(output).filter((name) => /\.(?:exe|deb|AppImage)$/.test(name))
  must(names.length === formats.length, `there are ${names.join(', ') || 'none'} for ${formats.join(', ')}`)
  return { folder, files: names.map((name) => join(output, name)) }
}

/** The one of them whose name contains the text. */
export function fileOf(/** @type {string[]} */ files, /** @type {string} */ part) {
  const found = files.find((file) => file.includes(part))
  if (!found) throw new Error(`No package is called ${part}.`)
  return found
}
