import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { aCall, aMessage } from '../../contract/records.fixture.ts'
import { MAXIMUM_REQUEST_BYTES, PACKED } from '../../contract/wire.ts'
import { RECORDS } from '../../packed/records.ts'
import { createUnpacker } from '../../packed/unpacking.ts'
import { createFakeSession, EMPTY_SNAPSHOT, type FakeSession, stateEvent } from '../fake-session.ts'
import { type BrowserHost, startBrowserHost } from './browser-host.ts'
import { BACKLOG_LIMIT, createWires } from './socket.ts'

let rendererFolder: string
let session: FakeSession
let host: BrowserHost
let reported: unknown[]

beforeEach(async () => {
  rendererFolder = mkdtempSync(join(tmpdir(), 'sharemem-host-'))
  writeFileSync(join(rendererFolder, 'index.html'), '<!doctype html><head></head>')
  session = createFakeSession()
  reported = []
  host = await startBrowserHost({ session, rendererFolder, report: (error) => reported.push(error) })
})

afterEach(async () => {
  await host.close()
  rmSync(rendererFolder, { recursive: true, force: true })
})

interface Answer {
  status: number | undefined
  headers: Record<string, unknown>
  body: string
}

/** By hand, since fetch tidies paths and sets the Host header itself. */
function ask(path: string, { method = 'GET', headers = {} } = {}): Promise<Answer> {
  const { port } = new URL(host.url)
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, path, method, headers, agent: false },
      async (response) => {
        const chunks = await response.toArray()
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() })
      },
    )
    request.on('error', reject).end()
  })
}

const tokenPath = () => new URL(host.url).pathname
const ownOrigin = () => new URL(host.url).origin

interface Screen {
  socket: WebSocket
  /** Waits for the next message that was not taken yet. */
  next(): Promise<unknown>
  closed: Promise<number>
}

function connect(
  options: {
    origin?: string | undefined
    headers?: Record<string, string>
    path?: string
    protocols?: string[]
  } = {},
): Screen {
  const { origin = ownOrigin(), headers = {}, path = `${tokenPath()}contract`, protocols = [] } = options
  const socket = new WebSocket(`ws://${new URL(host.url).host}${path}`, protocols, { origin, headers })
  const { unpack } = createUnpacker(RECORDS)
  const received: unknown[] = []
  const waiting: ((message: unknown) => void)[] = []
  socket.on('message', (data, isBinary) => {
    const message = isBinary ? { packed: unpack(data as Buffer) } : JSON.parse(String(data))
    const waiter = waiting.shift()
    if (waiter) waiter(message)
    else received.push(message)
  })
  return {
    socket,
    next: () => (received.length > 0 ? Promise.resolve(received.shift()) : new Promise((ok) => waiting.push(ok))),
    closed: new Promise((resolve) => socket.on('close', resolve).on('error', () => {})),
  }
}

/** The status with which a WebSocket is refused. */
function refusal(options: Parameters<typeof connect>[0]): Promise<number | undefined> {
  const { socket } = connect(options)
  return new Promise((resolve, reject) => {
    socket.on('open', () => reject(new Error('It was let in.')))
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode)
      response.destroy()
    })
  })
}

test('the address is on 127.0.0.1 and holds 256 random bits', () => {
  expect(host.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}\/$/)
})

test('no two hosts share a token, nor a port', async () => {
  const other = await startBrowserHost({ session, rendererFolder })
  expect(new URL(other.url).pathname).not.toBe(tokenPath())
  expect(new URL(other.url).port).not.toBe(new URL(host.url).port)
  await other.close()
})

test('a port that is taken is refused by the system’s own error', async () => {
  const port = Number(new URL(host.url).port)
  await expect(startBrowserHost({ session, rendererFolder, port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('the renderer is served with a policy that lets it reach this host’s WebSocket only', async () => {
  const { status, headers, body } = await ask(tokenPath())
  expect(status).toBe(200)
  expect(body).toContain('<meta name="csp-nonce" nonce="')
  expect(headers['content-security-policy']).toContain(`connect-src 'self' ${ownOrigin().replace('http', 'ws')};`)
})

test('the address without its last slash leads to the one with it', async () => {
  const { status, headers } = await ask(tokenPath().slice(0, -1))
  expect([status, headers.location]).toEqual([308, tokenPath()])
})

test('HEAD answers without a body, any other method is refused', async () => {
  expect(await ask(tokenPath(), { method: 'HEAD' })).toMatchObject({ status: 200, body: '' })
  expect(await ask(tokenPath(), { method: 'POST' })).toMatchObject({ status: 405, body: '' })
})

test.each([
  ['no token', () => '/'],
  ['the root’s page', () => '/index.html'],
  ['a wrong token', () => `/${'A'.repeat(43)}/`],
  ['a part of the token', () => tokenPath().slice(0, -3)],
  ['the token elsewhere', () => `/x${tokenPath()}`],
  ['the token as a query', () => `/?${tokenPath()}`],
])('with %s a stranger learns nothing', async (_what, path) => {
  const answer = await ask(path())
  expect([answer.status, answer.body]).toEqual([404, ''])
  expect(Object.keys(answer.headers).sort()).toEqual(['connection', 'date', 'transfer-encoding'])
})

test.each(['example.com', 'evil.localhost:1', '127.0.0.1', '[::1]'])('the Host %s is a stranger', async (name) => {
  expect(await ask(tokenPath(), { headers: { host: name } })).toMatchObject({ status: 404, body: '' })
})

test('localhost with the port is this host', async () => {
  const { port } = new URL(host.url)
  expect(await ask(tokenPath(), { headers: { host: `localhost:${port}` } })).toMatchObject({ status: 200 })
})

test.each(['../package.json', '..%2f..%2fetc/passwd', '..\\x.json', '/etc/passwd'])(
  'behind the token, %s leads nowhere',
  async (path) => {
    expect(await ask(tokenPath() + path)).toMatchObject({ status: 404, body: '' })
  },
)

test('a screen gets a snapshot first, then replies and events', async () => {
  const screen = connect()
  expect(await screen.next()).toEqual({ event: EMPTY_SNAPSHOT })
  screen.socket.send(JSON.stringify({ id: 1, method: 'ask', params: { text: 'lookup Fe' } }))
  expect(await screen.next()).toEqual({ id: 1, result: {} })
  expect(session.calls).toEqual([{ method: 'ask', params: { text: 'lookup Fe' } }])
  session.tell(stateEvent(3))
  expect(await screen.next()).toEqual({ event: stateEvent(3) })
})

test('several screens hear the same events, and one that leaves is forgotten', async () => {
  const screens = [connect(), connect(), connect()]
  for (const screen of screens) await screen.next()
  session.tell(stateEvent(1))
  for (const screen of screens) expect(await screen.next()).toEqual({ event: stateEvent(1) })
  screens[0]?.socket.terminate()
  await expect.poll(() => session.listeners.size).toBe(2)
  session.tell(stateEvent(2))
  for (const screen of screens.slice(1)) expect(await screen.next()).toEqual({ event: stateEvent(2) })
})

test('a screen that asks for it gets records packed, also one that comes late, and others as JSON', async () => {
  const packed = connect({ protocols: ['another', PACKED] })
  const plain = connect()
  for (const screen of [packed, plain]) await screen.next()
  const told = [aCall('DosAllocSharedMem'), aMessage('posted'), aCall('DosAllocSharedMem', { source: undefined })]
  const records = JSON.parse(JSON.stringify(told))
  const tell = () => session.tell({ type: 'records', records: told })
  tell()
  tell()
  for (const _ of [1, 2]) {
    expect(await packed.next()).toEqual({ packed: records })
    expect(await plain.next()).toEqual({ event: { type: 'records', records } })
  }
  const late = connect({ protocols: [PACKED] })
  expect(await late.next()).toEqual({ event: EMPTY_SNAPSHOT })
  tell()
  session.tell(stateEvent(1))
  for (const screen of [packed, late]) {
    expect(await screen.next()).toEqual({ packed: records })
    expect(await screen.next()).toEqual({ event: stateEvent(1) })
  }
  expect([packed, plain].map(({ socket }) => socket.protocol)).toEqual([PACKED, ''])
})

test('packed records stay as they are while a socket is busy and others are packed', () => {
  const { packed } = createWires()
  const pack = (name: string) => packed({ type: 'records', records: [aCall(name)] }) as Uint8Array
  const first = pack('DosAllocSharedMem')
  const before = Uint8Array.from(first)
  pack('DosGiveSharedMem')
  expect(Uint8Array.from(first)).toEqual(before)
})

test.each([
  ['a wrong token', { path: `/${'A'.repeat(43)}/contract` }, 404],
  ['no token', { path: '/contract' }, 404],
  ['a wrong Host', { headers: { host: 'example.com' } }, 404],
  ['a foreign Origin', { origin: 'https://example.com' }, 403],
  ['the Origin of another port', { origin: 'http://127.0.0.1:1' }, 403],
  ['the Origin of the other name', { origin: 'http://localhost' }, 403],
  ['an opaque Origin', { origin: 'null' }, 403],
  ['no Origin', { origin: '' }, 403],
])('a WebSocket with %s is refused', async (_what, options, status) => {
  expect(await refusal(options)).toBe(status)
  expect(session.listeners.size).toBe(0)
})

test('only the contract’s path is a WebSocket', async () => {
  expect(await refusal({ path: tokenPath() })).toBe(404)
})

test.each([
  ['no JSON', 'hello{', 'The request must be a JSON text, but is none.'],
  ['binary', Buffer.from('{}'), 'The request must be a JSON text, but is none.'],
  ['no object', '5', 'The request must be an object, but is 5.'],
])('a message that is %s is answered by a sentence, and the screen stays', async (_what, message, error) => {
  const screen = connect()
  await screen.next()
  screen.socket.send(message)
  expect(await screen.next()).toEqual({ id: -1, error })
  screen.socket.send(JSON.stringify({ id: 2, method: 'ask', params: { text: 'x' } }))
  expect(await screen.next()).toEqual({ id: 2, result: {} })
  expect(reported).toEqual([])
})

test('a message that is too long ends its screen and no other', async () => {
  const [long, other] = [connect(), connect()]
  await Promise.all([long.next(), other.next()])
  long.socket.send(JSON.stringify({ id: 1, method: 'ask', params: { text: 'x'.repeat(MAXIMUM_REQUEST_BYTES) } }))
  expect(await long.closed).toBe(1009)
  session.tell(stateEvent(4))
  expect(await other.next()).toEqual({ event: stateEvent(4) })
  expect(session.calls).toEqual([])
})

test('a screen that does not read is dropped, and the others go on', async () => {
  const [slow, other] = [connect(), connect()]
  await Promise.all([slow.next(), other.next()])
  slow.socket.pause()
  const sent = 64
  for (let n = 0; n < sent && session.listeners.size === 2; n++) {
    session.tell(stateEvent(n, BACKLOG_LIMIT / 8))
    expect(await other.next()).toMatchObject({ event: { state: { foreign: n } } })
  }
  await expect.poll(() => session.listeners.size).toBe(1)
  slow.socket.terminate()
})

test('closing ends every connection and frees the port', async () => {
  const screen = connect()
  await screen.next()
  const port = Number(new URL(host.url).port)
  await host.close()
  await screen.closed
  expect(session.listeners.size).toBe(0)
  host = await startBrowserHost({ session, rendererFolder, port })
  expect(Number(new URL(host.url).port)).toBe(port)
})
