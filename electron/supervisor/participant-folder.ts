/** Where the built participant files are: helper.cjs, thread.cjs and agent.cjs. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MissingError } from './usage-error.ts'

/** Of an archive's parts, those that lie beside it as plain files: workers and other processes start no others. */
export const unpacked = (folder: string) => folder.replace(/\bapp\.asar(?=[\\/]|$)/, 'app.asar.unpacked')

/** Beside the built host in dist/; a host that runs from its sources, as under a test, uses dist/ as well. */
export function participantFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const candidates = [join(here, '../participant'), join(here, '../../dist/participant')].map(unpacked)
  const found = candidates.find((folder) => existsSync(join(folder, 'helper.cjs')))
  if (!found) throw new MissingError('The participant is not built. Run: npm run build')
  return found
}
