/** Runs of the command line in a process that stays for all runs of a suite: run-host.ts, as it is built. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { afterAll, beforeAll } from 'vitest'
import type { Finished } from './cli.ts'

/** How long it may take to begin, in milliseconds: Wine may have to start as well. */
const BEGINNING = 60_000
/** Less than a test may take, in milliseconds, so that a run that hangs is ended, and what it has recorded is told. */
export const LIMIT = 50_000

interface RunHost {
  readonly child: ChildProcess
  readonly address: string
}
/** Starts it, and has it write its address to the file. */
type Start = (addressFile: string) => ChildProcess

async function end(child: ChildProcess) {
  const ended = once(child, 'exit')
  if (child.kill('SIGKILL')) await ended
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null

async function begin(addressFile: string, start: Start): Promise<RunHost> {
  rmSync(addressFile, { force: true })
  const child = start(addressFile)
  for (const late = Date.now() + BEGINNING; !existsSync(addressFile); ) {
    if (hasEnded(child)) throw new Error(`The host of the suite’s runs has not begun: ${howEnded(child)}.`)
    if (Date.now() > late) {
      await end(child)
      throw new Error(`The host of the suite’s runs has not begun in ${BEGINNING} ms.`)
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return { child, address: readFileSync(addressFile, 'utf8') }
}

const howEnded = ({ exitCode, signalCode }: ChildProcess) => `it ended with ${signalCode ?? exitCode}`

/**
 * What a suite makes its runs with. Who comes after a run that hangs, or that leaves a thread behind, has a new host. One
 * that ends by itself fails whoever comes next: to end is a run's failure, though it has been told already.
 */
export function useRunHost(addressFile: string, start: Start) {
  let host: RunHost | null = null
  /** What it was asked for last. */
  let latest = 'it had begun'

  function checkAlive() {
    if (!host || !hasEnded(host.child)) return
    const { child } = host
    host = null
    throw new Error(`The host of the suite’s runs has ended by itself after ${latest}: ${howEnded(child)}.`)
  }
  async function endHost() {
    if (host) await end(host.child)
    host = null
  }
  beforeAll(async () => {
    host = await begin(addressFile, start)
  }, 2 * BEGINNING)
  afterAll(async () => {
    checkAlive()
    await endHost()
    rmSync(addressFile, { force: true })
  })

  return async (...args: string[]): Promise<Finished> => {
    checkAlive()
    host ??= await begin(addressFile, start)
    latest = `‘${args.join(' ')}’`
    const asked = fetch(host.address, {
      method: 'POST',
      body: JSON.stringify(args),
      signal: AbortSignal.timeout(LIMIT),
    })
    try {
      const { isStuck, ...finished } = (await (await asked).json()) as Finished & { isStuck: boolean }
      if (isStuck) await endHost()
      return finished
    } catch (error) {
      const isLate = error instanceof Error && error.name === 'TimeoutError'
      await endHost()
      const why = isLate ? `not done after ${LIMIT} ms` : `the host of the suite’s runs is gone: ${String(error)}`
      return { status: null, stdout: '', stderr: `${latest}: ${why}` }
    }
  }
}
