/** Runs in which programs in C take part, inside Wine: some the app starts, some are started beside it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { examplesFolder } from '../../build/test/examples.mjs'
import { environment, prepareWine } from '../../build/wine/prepare.mjs'
import { windowsPath } from '../../build/wine/run.mjs'
import { parseTrace, type Trace } from './cli.ts'
import type { Run } from './wine.ts'

/** Wine would start its debugger when one crashes. */
export const withoutDebugger = { WINEDLLOVERRIDES: `${environment.WINEDLLOVERRIDES};winedbg.exe=` }

/** A program that is started beside the app, as a person would. */
export interface ByHand {
  readonly program: string
  /** It is started once this stands in the recording; at once where it is absent. */
  readonly after?: string
  /** It is killed once it has printed this. */
  readonly killedAfter?: string
}

export interface ExternalRun {
  readonly scenario: string
  /** As they are typed; a program of the examples behind a participant’s = is one that the app starts. */
  readonly external: readonly string[]
  readonly set?: readonly string[]
  readonly byHand?: readonly ByHand[]
}

export interface ExternalTrace extends Trace {
  readonly status: number | null
  /** What the programs that were started beside the app have printed. */
  readonly byHand: readonly string[]
}

const programPath = (line: string) => {
  const [name = '', ...args] = line.split(' ')
  return [join(examplesFolder, `${name}.exe`), ...args] as const
}

/** `child=child --original`, with the program where Windows finds it. */
function commandLine(external: string): string {
  const equals = external.indexOf('=')
  if (equals < 0) return external
  const [path, ...args] = programPath(external.slice(equals + 1))
  return `${external.slice(0, equals + 1)}${[`"${windowsPath(path)}"`, ...args].join(' ')}`
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null

/** Resolves to what it has printed, once the run is over and it has been ended. */
async function startByHand({ program, after, killedAfter }: ByHand, recording: string, over: Promise<unknown>) {
  let isOver = false
  over.finally(() => {
    isOver = true
  })
  const isThere = () =>
    after === undefined || (existsSync(recording) && readFileSync(recording, 'utf8').includes(after))
  while (!isOver && !isThere()) await pause(20)
  const child = spawn(prepareWine(), [...programPath(program)], {
    env: environment,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  let printed = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text
    if (killedAfter !== undefined && printed.includes(killedAfter)) child.kill('SIGKILL')
  })
  await over
  const exited = hasEnded(child) ? null : once(child, 'exit')
  child.kill('SIGKILL')
  await exited
  return printed
}

/** `run` runs the command line inside Wine. */
export async function runWithOthers(
  run: Run,
  { scenario, external, set = [], byHand = [] }: ExternalRun,
): Promise<ExternalTrace> {
  const folder = mkdtempSync(join(tmpdir(), 'sharemem-'))
  const recording = join(folder, 'trace.jsonl')
  const options = [
    ...external.flatMap((each) => ['--external', commandLine(each)]),
    ...set.flatMap((each) => ['--set', each]),
  ]
  const running = run('run', scenario, '--record', windowsPath(recording), ...options)
  const beside = Promise.all(byHand.map((each) => startByHand(each, recording, running)))
  const { status, stderr } = await running
  const printed = await beside
  const text = existsSync(recording) ? readFileSync(recording, 'utf8') : ''
  rmSync(folder, { recursive: true })
  if (!text) throw new Error(`no trace, exit status ${status}: ${stderr}`)
  return { ...parseTrace(text), status, byHand: printed }
}
