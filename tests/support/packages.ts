/** Directory packages made with a stand-in for Electron's runtime, each in a folder of its own. */
import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readAsar } from '../../build/package/asar.mjs'
import { makePackages, unpackedName } from '../../build/package/builder.mjs'
import type { Package } from '../../build/package/check.mjs'
import { makeRuntime } from '../../build/package/standin/runtime.mjs'
import type { Target } from '../../build/package/targets.mjs'
import { root } from './cli.ts'

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }

/** Makes `formats` in `folder`; throws with electron-builder's own words when it fails. */
export async function makePackage(
  target: Target,
  folder: string,
  { formats = ['dir'], env = {} }: { formats?: string[]; env?: NodeJS.ProcessEnv } = {},
): Promise<Package> {
  const [runtime, output] = [join(folder, 'runtime'), join(folder, 'made')]
  mkdirSync(runtime, { recursive: true })
  makeRuntime(root, target, runtime)
  const made = await makePackages(target, { output, formats, runtime, workplace: join(folder, 'work'), env })
  if (!made.succeeded) throw new Error(made.output)
  return { target, folder: join(output, unpackedName(target)), version }
}

/** The command line of a package, from its folder. */
export const packedCli = join('resources', 'app.asar.unpacked', 'dist', 'cli', 'cli.js')

/**
 * Makes a folder of a package's archive, as plain Node finds no files in one; what is unpacked leads beside it, as in
 * Electron. Returns the folder.
 */
export function openArchive(resources: string): string {
  const archive = join(resources, 'app.asar')
  renameSync(archive, `${archive}.packed`)
  for (const { path, unpacked, read } of readAsar(`${archive}.packed`).files) {
    const file = join(archive, path)
    mkdirSync(dirname(file), { recursive: true })
    if (unpacked) symlinkSync(join(`${archive}.unpacked`, path), file)
    else writeFileSync(file, read())
  }
  return archive
}
