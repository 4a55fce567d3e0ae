/** What must hold of a package before it is compressed: each check returns sentences, none where all is well. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readAsar } from './asar.mjs'
import { contentsOf, filesUnder, matches } from './contents.mjs'
import { machineOf } from './executable.mjs'
import { readFuses, wrongFuses } from './fuses.mjs'
import { ICO_SIZES } from './icons.mjs'
import { iconSizes, integrityOf, resourcesOf, versionStrings } from './resources.mjs'
import { executableOf, nameOf, nativeFile } from './targets.mjs'

/** @typedef {import('./targets.mjs').Target} Target */
/**
 * @typedef {object} Package
 * @property {Target} target
 * @property {string} folder electron-builder's directory
 * @property {string} version of the application
 */

/** What of a package is not Electron's, in bytes. */
export const SIZE_LIMIT = 15 * 1024 * 1024
const UNPACKED = 'resources/app.asar.unpacked/'

const archiveOf = (/** @type {Package} */ { folder }) => join(folder, 'resources', 'app.asar')
const programOf = (/** @type {Package} */ { folder, target }) => readFileSync(join(folder, executableOf(target)))

/**
 * Each file is on the list, and each entry of the list has a file.
 * @param {string} where for the person
 * @param {string[]} files
 * @param {string[]} patterns
 */
export function compare(where, files, patterns) {
  const surplus = files.filter((file) => !patterns.some((pattern) => matches(file, pattern)))
  const missing = patterns.filter((pattern) => !files.some((file) => matches(file, pattern)))
  return [
    ...surplus.map((file) => `${where}: ${file} is not on the list (build/package/contents.json).`),
    ...missing.map((pattern) => `${where}: nothing is there for ${pattern}.`),
  ]
}

export function checkArchive(/** @type {Package} */ made) {
  const { archived, unpacked } = contentsOf(made.target)
  const { files } = readAsar(archiveOf(made))
  const pathsOf = (/** @type {boolean} */ outside) =>
    files.filter((file) => file.unpacked === outside).map(({ path }) => path)
  const outside = files
    .filter((file) => file.unpacked)
    .filter(({ path, size }) => {
      const file = join(made.folder, UNPACKED, path)
      return !existsSync(file) || statSync(file).size !== size
    })
  return [
    ...compare('app.asar', pathsOf(false), archived),
    ...compare('app.asar.unpacked', pathsOf(true), unpacked),
    ...outside.map(({ path }) => `app.asar.unpacked: ${path} is not what the archive says.`),
  ]
}

/** Electron's own files differ between its versions: of them none is missed, but a strange one is told. */
export function checkBeside(/** @type {Package} */ { target, folder }) {
  const { beside, unpacked } = contentsOf(target)
  const patterns = [...beside, ...unpacked.map((pattern) => `${UNPACKED}${pattern}`)]
  return compare('package', filesUnder(folder), patterns).filter((sentence) => sentence.includes('not on the list'))
}

/** The bundler's own few lines, which come from no source and call nobody. */
const WITHOUT_SOURCE = 'rolldown-runtime.cjs'

/** Without its map, a participant's calls would have no source line, and nobody would say so. */
export function checkMaps(/** @type {Package} */ { folder }) {
  const participant = join(folder, UNPACKED, 'dist', 'participant')
  const files = filesUnder(participant)
  return files
    .filter((file) => file.endsWith('.cjs') && file !== WITHOUT_SOURCE && !files.includes(`${file}.map`))
    .map((file) => `${file} has no source map: its calls would have no source lines.`)
}

export function checkMachines(/** @type {Package} */ { target, folder }) {
  const wanted = nameOf(target)
  const programs = [executableOf(target), `${UNPACKED}${nativeFile(target)}`]
  return programs.flatMap((file) => {
    if (!existsSync(join(folder, file))) return [`${file} is missing.`]
    const machine = machineOf(readFileSync(join(folder, file)))
    return machine === wanted ? [] : [`${file} is for ${machine}, and the package for ${wanted}.`]
  })
}

export function checkSize(/** @type {Package} */ { folder }, limit = SIZE_LIMIT) {
  const resources = join(folder, 'resources')
  const sizes = filesUnder(resources).map((file) => statSync(join(resources, file)).size)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  return total <= limit ? [] : [`The application's own files have ${total} bytes; ${limit} are allowed.`]
}

export function checkFuses(/** @type {Package} */ made) {
  return wrongFuses(readFuses(programOf(made))).map(
    (name) => `The fuse ${name} is not as build/package/fuses.mjs wants it.`,
  )
}

/** Only Windows' program carries what is asked for here. */
export function checkResources(/** @type {Package} */ made) {
  if (made.target.platform !== 'win32') return []
  const resources = resourcesOf(programOf(made))
  const { ProductName, ProductVersion, FileDescription } = versionStrings(resources)
  const integrity = integrityOf(resources)
  const wanted = [{ file: 'resources\\app.asar', alg: 'SHA256', value: readAsar(archiveOf(made)).hash }]
  const sizes = iconSizes(resources)
  return [
    ...(ProductName === 'Sharemem' ? [] : [`The program's name is ${ProductName}.`]),
    ...(FileDescription?.startsWith('Sharemem') ? [] : [`The program's description is ${FileDescription}.`]),
    ...(ProductVersion?.startsWith(made.version) ? [] : [`The program's version is ${ProductVersion}.`]),
    ...(String(sizes) === String(ICO_SIZES) ? [] : [`The program's icons have the sizes ${sizes}.`]),
    ...(JSON.stringify(integrity) === JSON.stringify(wanted)
      ? []
      : ['The program does not hold the hash of its app.asar.']),
  ]
}

/** Before electron-builder sets the fuses. */
export const checkContents = (/** @type {Package} */ made) =>
  [checkArchive, checkBeside, checkMaps, checkMachines, (/** @type {Package} */ each) => checkSize(each)].flatMap(
    (check) => check(made),
  )

/** When electron-builder has done all. */
export const checkPackage = (/** @type {Package} */ made) =>
  [checkContents, checkFuses, checkResources].flatMap((check) => check(made))
