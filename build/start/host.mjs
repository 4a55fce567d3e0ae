/** The built browser host as a process of its own: for tests, benchmarks and soak runs. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const cli = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist', 'cli', 'cli.js')

/** `end` resolves when it has ended, with everything it had started. */
export async function startHost() {
  const child = fork(cli, ['serve'], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
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

/** @typedef {Awaited<ReturnType<typeof startHost>>} Host */
