/** npm start, up to where Electron's own program begins: a stand-in that tells how it was started and ended. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Says its arguments and its environment, then waits; the first SIGTERM ends it. */
const STAND_IN = `#!/usr/bin/env node
let signals = 0
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
  process.on(signal, () => {
    signals += 1
    setTimeout(() => {
      console.log(JSON.stringify({ signals }))
      process.exit(0)
    }, 300)
  })
}
console.log(JSON.stringify({ args: process.argv.slice(2), asNode: process.env.ELECTRON_RUN_AS_NODE ?? null }))
if (process.env.STAND_IN_CODE) process.exit(Number(process.env.STAND_IN_CODE))
setInterval(() => {}, 1000)
`

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sharemem-start-'))
  writeFileSync(join(folder, 'electron'), STAND_IN)
  chmodSync(join(folder, 'electron'), 0o755)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function start(args: string[], environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [join(root, 'build', 'start', 'start.mjs'), ...args], {
    env: {
      ...process.env,
      DISPLAY: ':99',
      ELECTRON_RUN_AS_NODE: '1',
      ELECTRON_OVERRIDE_DIST_PATH: folder,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const errors = child.stderr.toArray().then((chunks) => Buffer.concat(chunks).toString())
  const ended = once(child, 'exit').then(([status]) => status as number | null)
  return {
    child,
    errors,
    ended,
    next: async () => (await lines.next()).value as string | undefined,
    /** The next line that is JSON: what the stand-in says. */
    async nextJson() {
      for (;;) {
        const { value, done } = await lines.next()
        if (done) throw new Error('It has ended.')
        if (value.startsWith('{')) return JSON.parse(value)
      }
    },
  }
}

const posix = process.platform !== 'win32'

if (posix) {
  test('Electron starts on the project, not as Node, and without its sandbox only for root', async () => {
    const { child, nextJson, ended } = start([])
    const noSandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
    expect(await nextJson()).toEqual({ args: [...noSandbox, root], asNode: null })
    child.kill('SIGINT')
    expect(await ended).toBe(0)
  })

  test('a Ctrl+C that comes twice, from the terminal and from npm, asks Electron to end once', async () => {
    const { child, nextJson, ended } = start([])
    await nextJson()
    child.kill('SIGINT')
    child.kill('SIGINT')
    expect(await nextJson()).toEqual({ signals: 1 })
    expect(await ended).toBe(0)
  })

  test('another signal asks Electron to end at once, and no later one does anything', async () => {
    const { child, nextJson, ended } = start([])
    await nextJson()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGTERM'] as const) {
      child.kill(signal)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    expect(await nextJson()).toEqual({ signals: 2 })
    expect(await ended).toBe(0)
  })

  test('the status of an Electron that ends by itself is the status of npm start', async () => {
    expect(await start([], { STAND_IN_CODE: '7' }).ended).toBe(7)
  })

  test('an Electron that cannot be loaded gives way to the browser, in one line', async () => {
    const { child, next, nextJson, ended } = start(['--no-open'], { STAND_IN_CODE: '127' })
    await nextJson()
    expect(await next()).toBe(
      'Electron cannot be started: it ended with status 127. The same screen opens in a browser instead.',
    )
    expect(await next()).toMatch(/^Sharemem is at http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}\/ /)
    child.kill('SIGINT')
    expect(await ended).toBe(0)
  })
}

test('--browser serves the screen without asking for Electron', async () => {
  const { child, next, ended } = start(['--browser', '--no-open'])
  expect(await next()).toMatch(/^Sharemem is at http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}\/ /)
  child.kill('SIGTERM')
  const status = await ended
  if (posix) expect(status).toBe(0)
})

test.each([
  [['--brwoser'], 2, /--brwoser.*\nUsage: npm start -- \[--browser\]/s],
  [['--browser', '--port', '70000'], 2, /‘70000’ is not allowed\. Allowed is a whole number from 0 to 65535/],
])('%o is refused', async (args, status, sentence) => {
  const { errors, ended } = start(args)
  expect(await ended).toBe(status)
  expect(await errors).toMatch(sentence)
})
