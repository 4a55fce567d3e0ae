/** Forged and truncated structures by the hundred thousand: the fuzz tests, at greater length. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/**
 * Runs one file of tests, and tells what went wrong.
 * @param {string} file
 * @param {Record<string, string>} settings environment variables that make them longer
 * @returns {Promise<string[]>}
 */
export async function runTests(file, settings) {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const args = [vitest, 'run', '--testTimeout=600000', file]
  const env = { ...process.env, ...settings }
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
  let report = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    report += text
  })
  const [status] = await once(child, 'close')
  return status === 0 ? [] : [report]
}

/**
 * @param {number} structures
 * @returns {Promise<{ structures: number, wrong: string[] }>}
 */
export async function soakForged(structures) {
  // Each of the two tests has half of them.
  const settings = { SHAREMEM_FUZZ_RUNS: String(Math.ceil(structures / 2)) }
  return { structures, wrong: await runTests('electron/scenarios/request-reply/fuzz.test.ts', settings) }
}
