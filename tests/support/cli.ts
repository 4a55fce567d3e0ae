/** Runs the built command line as a person would, and reads what it printed and recorded. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import * as z from 'zod/mini'
import {
  type OutcomeRecord,
  type TraceHeader,
  type TraceRecord,
  traceHeader,
  traceRecord,
} from '../../electron/contract/trace.ts'

export const root = join(import.meta.dirname, '..', '..')
export const cliPath = join(root, 'dist', 'cli', 'cli.js')

export interface Finished {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Started {
  readonly child: ChildProcess
  readonly finished: Promise<Finished>
}

export const startCli = (...args: string[]): Started => start(args, false)

/** In a process group of its own, as a shell starts it: what is sent to minus its id reaches all that a terminal reaches. */
export const startCliAsGroup = (...args: string[]): Started => start(args, true)

function start(args: string[], detached: boolean): Started {
  const stdio = ['ignore', 'pipe', 'pipe'] as const
  const child = spawn(process.execPath, [cliPath, ...args], { cwd: root, stdio: [...stdio], detached })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
    })
  }
  const finished = new Promise<Finished>((resolve) => {
    child.once('close', (status) => resolve({ status, ...output }))
  })
  return { child, finished }
}

export const runCli = (...args: string[]): Promise<Finished> => startCli(...args).finished

export interface Trace {
  readonly header: TraceHeader
  readonly records: TraceRecord[]
  readonly outcome: OutcomeRecord
}

/** Every line must be what the contract says. */
export function parseTrace(text: string): Trace {
  const [first = '', ...rest] = text.trim().split('\n')
  const header = z.parse(traceHeader, JSON.parse(first))
  const records = rest.map((line) => z.parse(traceRecord, JSON.parse(line)))
  const outcome = records.at(-1)
  if (outcome?.kind !== 'outcome') throw new Error('the trace does not end with an outcome')
  return { header, records, outcome }
}

/** `settings` are `key=value`, or options as they are typed. */
export type RunTrace = (...settings: string[]) => Promise<Trace & { status: number | null }>

export const toArguments = (settings: string[]) =>
  settings.flatMap((setting) => (setting.startsWith('--') ? [setting] : ['--set', setting]))

/** `run` is how the command line is run; in a process of its own unless told otherwise. */
export const runTraceOf =
  (scenario: string, run = runCli): RunTrace =>
  async (...settings) => {
    const { status, stdout, stderr } = await run('run', scenario, '--json', ...toArguments(settings))
    if (!stdout) throw new Error(`no trace: ${stderr}`)
    return { ...parseTrace(stdout), status }
  }

export const callsOf = (records: TraceRecord[]) => records.filter((record) => record.kind === 'call')
