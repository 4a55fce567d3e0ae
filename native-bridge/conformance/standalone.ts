/**
 * Runs the Win32 suites without a test runner, one after the other, where none can run: node.exe inside Wine.
 * Arguments: the built partner, the file to which each result is written as soon as it is known, and, for a person who
 * wants to see some only, how the names of these begin.
 */
import { appendFileSync } from 'node:fs'
import type { TestReport } from './report.ts'
import { describeWin32 } from './win32-suites.ts'

const LIMIT = 20_000

const [partner = '', results = '', beginning = ''] = process.argv.slice(2)
const tests: [name: string, body: () => void | Promise<void>][] = []
describeWin32((name, body) => {
  if (name.startsWith(beginning)) tests.push([name, body])
}, partner)

function limited(body: () => void | Promise<void>): Promise<void> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`not done after ${LIMIT} ms`)), LIMIT).unref()
  })
  return Promise.race([Promise.resolve().then(body), late])
}

async function run() {
  for (const [name, body] of tests) {
    const report: TestReport = await limited(body).then(
      () => ({ name, error: null }),
      (error: Error) => ({ name, error: error.stack ?? String(error) }),
    )
    appendFileSync(results, `${JSON.stringify(report)}\n`)
  }
  // What a failed test left running must not keep the process.
  process.exit(0)
}

void run()
