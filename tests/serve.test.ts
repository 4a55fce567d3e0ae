/** The built command line as a browser host: what it prints, and how it ends. */
import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { scenarios } from '../electron/scenarios/catalogue.ts'
import { leftovers } from './leaks.mjs'

const cli = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'cli', 'cli.js')

async function addressFrom(output: Readable | null): Promise<string> {
  if (!output) throw new Error('Nothing to read from.')
  for await (const line of createInterface({ input: output })) {
    const url = /http:\S+/.exec(line)?.[0]
    if (url) return url
  }
  throw new Error('It has printed no address.')
}

async function run(args: string[]) {
  const child = spawn(process.execPath, [cli, 'serve', ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
  const said = child.stderr.toArray()
  const [status] = await once(child, 'exit')
  return { status, said: Buffer.concat(await said).toString() }
}

/** The first two messages: the snapshot and the answer to `hello`, as a page of that address gets them. */
async function greet(url: string): Promise<unknown[]> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}contract`, { origin: new URL(url).origin })
  socket.on('open', () => socket.send(JSON.stringify({ id: 1, method: 'hello', params: {} })))
  const messages: unknown[] = []
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('message', (data) => {
      messages.push(JSON.parse(String(data)))
      if (messages.length === 2) resolve()
    })
  })
  socket.terminate()
  return messages
}

test('the screen, its snapshot and its scenarios are there, and the process that started it ends it', async () => {
  const child = fork(cli, ['serve'], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  const exit = once(child, 'exit')
  const url = await addressFrom(child.stdout)
  const page = await fetch(url)
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(await greet(url)).toMatchObject([
    { event: { type: 'snapshot', header: null, records: [], state: null } },
    {
      id: 1,
      result: {
        host: 'browser',
        scenarios: scenarios.map(({ info }) => ({ id: info.id })),
      },
    },
  ])
  child.disconnect()
  expect(await exit).toEqual([0, null])
})

test('an address that cannot be written is not served', async () => {
  const { status, said } = await run(['--url-file', '/nonexistent/x'])
  expect([status, said]).toEqual([
    2,
    expect.stringMatching(/^The address cannot be written to ‘\/nonexistent\/x’: .+\n$/),
  ])
})

test('a port that is in use is named, with what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const { status, said } = await run(['--port', String(port)])
  other.close()
  expect([status, said.trim()]).toEqual([3, `The port ${port} is in use. Leave --port out to take a free one.`])
})

test.each(['-1', '65536', '8o80', '1.5', ''])('the port ‘%s’ is refused', async (port) => {
  const { status, said } = await run([`--port=${port}`])
  expect(status).toBe(2)
  expect(said).toContain(`The port ‘${port}’ is not allowed. Allowed is a whole number from 0 to 65535`)
})

if (process.platform !== 'win32') {
  test('what a run leaves whose supervisor is killed goes when the next host starts', async () => {
    const before = leftovers()
    const objects = () => leftovers().filter((each) => !before.includes(each) && !each.startsWith('process '))
    const killed = spawn(process.execPath, [cli, 'run', 'request-reply', '--set', 'requests=10000'], {
      stdio: 'ignore',
    })
    await expect.poll(() => objects().some((each) => each.startsWith('shm '))).toBe(true)
    killed.kill('SIGKILL')
    await once(killed, 'exit')
    // Its server ends with it, and nobody is left to tidy up.
    await expect.poll(() => leftovers().filter((each) => each.startsWith('process '))).toEqual([])
    expect(objects()).not.toEqual([])
    const child = fork(cli, ['serve'], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
    const exit = once(child, 'exit')
    await addressFrom(child.stdout)
    await expect.poll(objects).toEqual([])
    child.disconnect()
    expect(await exit).toEqual([0, null])
    expect(leftovers()).toEqual(before)
  })

  test('the browser is opened without the address on a command line, by a file that goes with the host', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sharemem-'))
    const opened = join(folder, 'opened')
    writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\necho "$@" >"${opened}"\n`, { mode: 0o755 })
    const child = fork(cli, ['serve', '--open'], {
      env: { ...process.env, DISPLAY: ':99', PATH: `${folder}:${process.env.PATH}`, TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    })
    const exit = once(child, 'exit')
    const url = await addressFrom(child.stdout)
    await expect.poll(() => existsSync(opened) && readFileSync(opened, 'utf8')).toMatch(/^file:\/\/\/.+\n$/)
    const page = fileURLToPath(readFileSync(opened, 'utf8').trim())
    expect(readFileSync(page, 'utf8')).toContain(url)
    child.disconnect()
    expect(await exit).toEqual([0, null])
    expect(existsSync(dirname(page))).toBe(false)
    rmSync(folder, { recursive: true })
  })

  const command = `"${process.execPath}" "${cli}" serve; exit 0`
  const asNpm = `require('node:child_process').spawn('sh', ['-c', ${JSON.stringify(command)}], { stdio: 'inherit' })`
  test.each([
    ['the shell', 'sh', ['-c', command]],
    ['npm', process.execPath, ['-e', asNpm]],
  ])('when %s is killed between the person and the host, the host ends as well', async (_, program, args) => {
    const above = spawn(program, args, {
      env: { ...process.env, npm_lifecycle_event: 'sharemem' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const url = await addressFrom(above.stdout)
    above.kill('SIGKILL')
    await expect
      .poll(
        () =>
          fetch(url).then(
            () => 'there',
            () => 'gone',
          ),
        { timeout: 20_000 },
      )
      .toBe('gone')
  })
}
