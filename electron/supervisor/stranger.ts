/** Starts the third process that a fault brings in, tells it what it would find out anyway, and ends it. */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { type StrangerCommand, strangerReport } from '../contract/participant.ts'
import type { TraceRecord } from '../contract/trace.ts'
import { helperEnvironment, outOfReach, startChild } from './links.ts'

/** How long it may take to end after it was asked to, in milliseconds. */
const GRACE = 1000

export interface Stranger {
  /** A window of the run has come into being, or is gone. */
  hear(window: number, event: 'created' | 'destroyed'): void
  /** Resolves once its process has ended. */
  end(): Promise<void>
}

export interface StrangerParts {
  /** Whose room describes what it does. */
  readonly scenario: string
  readonly folder: string
  readonly runAsNode: boolean
  /** Nanoseconds since the start of the run. */
  readonly elapsed: () => number
  readonly add: (record: TraceRecord & { kind: 'note' | 'fault' }) => void
  /** Removes what the process that has ended has left in the kernel. */
  readonly sweep: (pid: number) => void
}

export function startStranger({ scenario, folder, runAsNode, elapsed, add, sweep }: StrangerParts): Stranger {
  const child = startChild(() =>
    fork(join(folder, 'stranger.cjs'), [scenario], {
      env: helperEnvironment(null, runAsNode),
      execArgv: [],
      ...outOfReach,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    }),
  )
  const tell = (kind: 'note' | 'fault', text: string) => add({ kind, t: elapsed(), participant: null, text })
  if (!child) {
    tell('note', 'The third process could not be started: nothing is forged in this run.')
    return { hear: () => {}, end: async () => {} }
  }
  tell('fault', `A third process, ${child.pid}, posts forged messages and rewrites requests in shared memory.`)
  child.on('message', (message) => {
    const parsed = z.safeParse(strangerReport, message)
    if (!parsed.success) return
    const { posted, refused, rewritten } = parsed.data
    tell(
      'note',
      `The third process posted ${posted} forged messages, ${refused} were refused, and rewrote requests ${rewritten} times.`,
    )
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))

  const send = (command: StrangerCommand) => {
    if (child.connected) child.send(command, () => {})
  }
  return {
    hear: (window, event) => send({ type: event === 'created' ? 'window' : 'gone', window }),
    async end() {
      send({ type: 'end' })
      const late = setTimeout(() => child.kill('SIGKILL'), GRACE)
      await ended
      clearTimeout(late)
      sweep(child.pid)
    },
  }
}
