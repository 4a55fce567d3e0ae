/** Forged and truncated structures by the hundred thousand: the fuzz tests, at greater length. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/**
 * @param {number} structures
 * @returns {Promise<{ structures: number, wrong: string[] }>}
 */
export async function soakForged(structures) {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const args = [vitest, 'run', '--testTimeout=600000', 'electron/scenarios/request-reply.fuzz.test.ts']
  // Each of the two tests has half of them.
  const env = { ...process.env, SHAREMEM_FUZZ_RUNS: String(Math.ceil(structures / 2)) }
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
  let report = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    report += text
  })
  const [status] = await once(child, 'close')
  return { structures, wrong: status === 0 ? [] : [report] }
}
