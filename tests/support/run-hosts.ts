/** Runs of the command line in a process that stays for all runs of a suite: run-host.ts, as it is built. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { afterAll } from 'vitest'
import type { Finished } from './cli.ts'

/** How long it may take to begin, in milliseconds: Wine may have to start as well. */
const BEGINNING = 30_000
/** Less than a test may take, so that a run that hangs is ended, and what it has recorded is told. */
const LIMIT = 50_000

interface RunHost {
  readonly child: ChildProcess
  readonly address: string
}

/** `start` starts it, and has it write its address to the file. */
async function begin(addressFile: string, start: (addressFile: string) => ChildProcess): Promise<RunHost> {
  rmSync(addressFile, { force: true })
  const child = start(addressFile)
  for (const late = Date.now() + BEGINNING; !existsSync(addressFile); ) {
    if (child.exitCode !== null || Date.now() > late) throw new Error('The host of the suite’s runs has not begun.')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return { child, address: readFileSync(addressFile, 'utf8') }
}

const hasEnded = ({ child }: RunHost) => child.exitCode !== null || child.signalCode !== null

async function end({ child }: RunHost) {
  const ended = once(child, 'exit')
  if (child.kill('SIGKILL')) await ended
}

/**
 * What a suite makes its runs with; the host begins with the first of them, and ends with the suite. Who comes after a run
 * that hangs, or that leaves a thread behind, has a new one.
 */
export function useRunHost(addressFile: string, start: (addressFile: string) => ChildProcess) {
  let host: RunHost | null = null
  afterAll(async () => {
    if (host && !hasEnded(host)) await end(host)
    rmSync(addressFile, { force: true })
  })

  return async (...args: string[]): Promise<Finished> => {
    if (!host || hasEnded(host)) host = await begin(addressFile, start)
    const body = JSON.stringify(args)
    try {
      const response = await fetch(host.address, { method: 'POST', body, signal: AbortSignal.timeout(LIMIT) })
      return (await response.json()) as Finished
    } catch (error) {
      if (!hasEnded(host)) await end(host)
      return { status: null, stdout: '', stderr: `The run was not done after ${LIMIT} ms: ${String(error)}` }
    }
  }
}
