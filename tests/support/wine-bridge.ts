/** Runs the bridge's own tests in node.exe inside Wine, once, and tells what became of each. */
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { testProgramsFolder } from '../../build/test/programs.mjs'
import { paths, prepareWine } from '../../build/wine/prepare.mjs'
import { runInWine, windowsPath } from '../../build/wine/run.mjs'
import type { TestReport } from '../../native-bridge/conformance/report.ts'

/** How long the whole run may take, and then its processes to end, in milliseconds. */
const LIMIT = 300_000
const ENDING = 5_000

export interface BridgeRun {
  /** Null when the run was ended because it took too long. */
  readonly status: number | null
  /** What each test that was done has reported, by its name. */
  readonly reports: ReadonlyMap<string, TestReport>
  /** How many processes of the run had to be ended afterwards. */
  readonly left: number
}

export async function runBridgeTests(): Promise<BridgeRun> {
  prepareWine()
  // Beside the app's node_modules, where koffi for Windows is; its name tells this run's processes from all others.
  const folder = mkdtempSync(join(paths.app, 'conformance-'))
  const place = (name: string) => join(folder, name)
  for (const name of ['standalone.cjs', 'partner.cjs']) copyFileSync(join(testProgramsFolder, name), place(name))
  const results = place('results.jsonl')
  try {
    const args = [place('partner.cjs'), results].map(windowsPath)
    const status = await runInWine(place('standalone.cjs'), args, { timeout: LIMIT })
    return { status, reports: readReports(results), left: await endProcesses(basename(folder)) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function readReports(file: string): Map<string, TestReport> {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  // A run that was ended may have left its last line unfinished.
  const complete = lines.slice(0, -1)
  return new Map(
    complete.map((line) => {
      const report: TestReport = JSON.parse(line)
      return [report.name, report]
    }),
  )
}

/** Waits for the run's processes to end, and ends those that do not. */
async function endProcesses(mark: string): Promise<number> {
  const late = Date.now() + ENDING
  while (processesOf(mark).length > 0 && Date.now() < late) await new Promise((resolve) => setTimeout(resolve, 50))
  const left = processesOf(mark)
  for (const pid of left) process.kill(pid, 'SIGKILL')
  return left.length
}

const processesOf = (mark: string) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && commandLine(name).includes(mark))
    .map(Number)

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    // It has ended since it was listed.
    return ''
  }
}
