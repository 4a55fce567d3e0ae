/** The built browser host, as a process of its own. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { cliPath } from './cli.ts'

export interface Host {
  readonly pid: number
  readonly url: string
  /** Resolves when it has ended, with everything it had started. */
  end(): Promise<void>
}

export async function startHost(): Promise<Host> {
  const child = fork(cliPath, ['serve'], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  const exited = once(child, 'exit')
  if (!child.stdout || child.pid === undefined) throw new Error('The host has not started.')
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\S+/.exec(line)?.[0]
    if (!url) continue
    return {
      pid: child.pid,
      url,
      async end() {
        child.disconnect()
        await exited
      },
    }
  }
  throw new Error('The host has printed no address.')
}
