/** electron-builder's hook between the copying of the files and all that is made of them: a wrong package ends here. */
import { checkContents } from './check.mjs'
import { targetOf } from './targets.mjs'

/** electron-builder numbers the processors. */
const ARCHES = new Map([
  [1, 'x64'],
  [3, 'arm64'],
])

/**
 * @param {{ appOutDir: string, electronPlatformName: string, arch: number,
 *   packager: { appInfo: { version: string } } }} context
 */
export default function afterPack({ appOutDir, electronPlatformName, arch, packager }) {
  const target = targetOf(electronPlatformName, ARCHES.get(arch) ?? String(arch))
  const problems = checkContents({ target, folder: appOutDir, version: packager.appInfo.version })
  if (problems.length > 0) throw new Error(`This is no package of Sharemem:\n${problems.join('\n')}`)
}
