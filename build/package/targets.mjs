/** What packages are made for, and which of koffi's binaries each needs. */

/**
 * @typedef {object} Target
 * @property {'win32' | 'linux'} platform
 * @property {'x64' | 'arm64'} arch
 */

/** @type {Target[]} */
export const TARGETS = [
  { platform: 'win32', arch: 'x64' },
  { platform: 'win32', arch: 'arm64' },
  { platform: 'linux', arch: 'x64' },
  { platform: 'linux', arch: 'arm64' },
]

/** `win32-x64`, as koffi and npm say it. */
export const nameOf = (/** @type {Target} */ { platform, arch }) => `${platform}-${arch}`

/** @returns {Target} the one of that name; throws where there is none */
export function targetOf(/** @type {string} */ platform, /** @type {string} */ arch) {
  const found = TARGETS.find((target) => target.platform === platform && target.arch === arch)
  if (!found) throw new Error(`There are no packages for ${platform}-${arch}.`)
  return found
}

/** The npm package of koffi's binary. */
export const nativePackage = (/** @type {Target} */ target) => `@koromix/koffi-${nameOf(target)}`

/** The binary itself, from the application's folder. */
export const nativeFile = (/** @type {Target} */ target) =>
  `node_modules/${nativePackage(target)}/${target.platform}_${target.arch}/koffi.node`

/** The program's file, beside its runtime. */
export const executableOf = (/** @type {Target} */ { platform }) =>
  platform === 'win32' ? 'Sharemem.exe' : 'sharemem'
