/** npm run dist: the packages of this system; dist:win and dist:linux: of those. They come into release/. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { makePackages, root, unpackedName } from './builder.mjs'
import { checkPackage } from './check.mjs'
import { isDownloadFailure, lacksWine, mayDownload, notGiven, RUNTIME, sentenceOf } from './missing.mjs'
import { nameOf, TARGETS } from './targets.mjs'

/** @typedef {import('./targets.mjs').Target} Target */

/** The exit statuses of everything here: it failed, it was called wrongly, this machine cannot do it. */
const [FAILED, USAGE, CANNOT] = [1, 2, 3]
const FORMATS = { win32: ['nsis', 'portable'], linux: ['AppImage', 'deb'] }
const output = join(root, 'release')

/** @returns {never} */
function fail(/** @type {number} */ status, /** @type {string} */ sentence) {
  console.error(sentence)
  process.exit(status)
}

/** `--win` or `--linux`, `--arch x64`, `--format dir`; each but the first may be repeated. */
function options() {
  try {
    const { values } = parseArgs({
      options: {
        win: { type: 'boolean' },
        linux: { type: 'boolean' },
        arch: { type: 'string', multiple: true },
        format: { type: 'string', multiple: true },
      },
    })
    return values
  } catch (error) {
    return fail(USAGE, /** @type {Error} */ (error).message)
  }
}

/** electron-builder's own words of why it failed, without the places in its sources. */
const reasonOf = (/** @type {string} */ text) =>
  text
    .split('\n')
    .filter((line) => !line.startsWith('    at '))
    .join('\n')
    .replace(/ *failedTask=.*$/s, '')
    .trim()
    .replace(/^.*⨯ /s, '')

async function make(/** @type {Target} */ target, /** @type {string[]} */ formats) {
  const tools = notGiven(target, formats, process.env)
  if (lacksWine(formats))
    fail(CANNOT, 'An installer for Windows is made on Windows, or with Wine and its 32-bit part.')
  if (tools.length > 0 && !(await mayDownload())) fail(CANNOT, sentenceOf(tools))
  console.log(`Packing for ${nameOf(target)} ...`)
  const runtime = process.env[RUNTIME]
  const made = await makePackages(target, { output, formats, ...(runtime ? { runtime } : {}) })
  if (!made.succeeded) {
    if (tools.length > 0 && isDownloadFailure(made.output)) fail(CANNOT, sentenceOf(tools))
    fail(FAILED, reasonOf(made.output))
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const problems = checkPackage({ target, folder: join(output, unpackedName(target)), version })
  if (problems.length > 0) fail(FAILED, problems.join('\n'))
}

const { win, linux, arch, format } = options()
const platform = win ? 'win32' : linux ? 'linux' : process.platform
const targets = TARGETS.filter((each) => each.platform === platform && (!arch || arch.includes(each.arch)))
const [first] = targets
if (!first) fail(USAGE, `There are no packages for ${platform}${arch ? ` on ${arch}` : ''}: it is --win or --linux.`)
for (const target of targets) await make(target, format ?? FORMATS[target.platform])
for (const name of readdirSync(output)) {
  const { size } = statSync(join(output, name))
  if (name.startsWith('Sharemem-')) console.log(`release/${name}  ${(size / 1024 / 1024).toFixed(1)} MB`)
}
