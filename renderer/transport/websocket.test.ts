import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { HostEvent } from '../../electron/contract/service.ts'
import { PACKED } from '../../electron/contract/wire.ts'
import { TAG } from '../../electron/packed/parts.ts'
import { connectWebSocket } from './websocket.ts'

class FakeWebSocket extends EventTarget {
  static readonly OPEN = 1
  static made: FakeWebSocket[] = []
  readyState = 0
  readonly sent: unknown[] = []

  constructor(
    readonly url: string,
    readonly protocol: string,
  ) {
    super()
    FakeWebSocket.made.push(this)
  }
  send(text: string) {
    this.sent.push(JSON.parse(text))
  }
  accept() {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
  }
  close() {
    this.readyState = 3
    this.dispatchEvent(new Event('close'))
  }
  tell(value: unknown) {
    this.tellData(JSON.stringify(value))
  }
  tellData(data: string | ArrayBuffer) {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }
}

const note = (text: string) => ({ kind: 'note' as const, t: 1, participant: null, text })
const snapshot = (...texts: string[]) => ({
  type: 'snapshot' as const,
  header: null,
  records: texts.map(note),
  state: null,
})
const records = (...texts: string[]) => ({ type: 'records' as const, records: texts.map(note) })

/** A frame that holds one note, byte by byte. */
function packedNote(text: string): ArrayBuffer {
  const spelt = (tag: number, text: string) => [tag, text.length, ...new TextEncoder().encode(text)]
  const names = ['kind', 't', 'participant', 'text'].flatMap((name) => spelt(TAG.string, name))
  const values = [...spelt(TAG.newString, 'note'), TAG.whole, 1, TAG.null, ...spelt(TAG.newString, text)]
  const bytes = [TAG.newObject, 4, ...names, ...values]
  return Uint8Array.of(bytes.length, 0, 0, 0, ...bytes).buffer
}

const statuses: boolean[] = []

/** A client, and the connection that it has made last. */
function connected() {
  const client = connectWebSocket('ws://here/contract', (is) => statuses.push(is))
  return { client, socket: newest() }
}

function newest(): FakeWebSocket {
  const socket = FakeWebSocket.made.at(-1)
  if (!socket) throw new Error('no connection was made')
  return socket
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', FakeWebSocket)
  FakeWebSocket.made = []
  statuses.length = 0
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a call made while the connection opens is sent once it is open, and gets its own reply', async () => {
  const { client, socket } = connected()
  const stop = client.call('stop', {})
  const step = client.call('step', { participant: 'client' })
  expect(socket.sent).toEqual([])
  socket.accept()
  expect(statuses).toEqual([true])
  expect(socket.sent).toEqual([
    { id: 1, method: 'stop', params: {} },
    { id: 2, method: 'step', params: { participant: 'client' } },
  ])
  socket.tell({ id: 2, error: 'No participant waits.' })
  socket.tell({ id: 1, result: {} })
  await expect(step).rejects.toThrow(/^No participant waits\.$/)
  await expect(stop).resolves.toEqual({})
})

test('a result that the contract does not allow is refused', async () => {
  const { client, socket } = connected()
  socket.accept()
  const hello = client.call('hello', {})
  socket.tell({ id: 1, result: { version: 1 } })
  await expect(hello).rejects.toThrow(/does not understand/)
})

test('calls under way are refused with a sentence when the connection closes, and so are later ones', async () => {
  const { client, socket } = connected()
  socket.accept()
  const stop = client.call('stop', {})
  socket.close()
  expect(statuses).toEqual([true, false])
  await expect(stop).rejects.toThrow(/connection .* was lost/)
  await expect(client.call('stop', {})).rejects.toThrow(/no connection/)
  expect(socket.sent).toHaveLength(1)
})

test('it connects again after 250 ms, then after twice as long each time, up to 5 s', () => {
  connected()
  const waits = [250, 500, 1000, 2000, 4000, 5000, 5000]
  for (const [index, wait] of waits.entries()) {
    newest().close()
    vi.advanceTimersByTime(wait - 1)
    expect(FakeWebSocket.made).toHaveLength(index + 1)
    vi.advanceTimersByTime(1)
    expect(FakeWebSocket.made).toHaveLength(index + 2)
  }
})

test('a host that speaks again starts the waiting afresh', () => {
  const { socket } = connected()
  socket.close()
  vi.advanceTimersByTime(250)
  newest().accept()
  newest().tell({ event: snapshot() })
  newest().close()
  vi.advanceTimersByTime(250)
  expect(FakeWebSocket.made).toHaveLength(3)
})

test('a subscription survives a new connection', () => {
  const { client, socket } = connected()
  const heard: HostEvent[] = []
  client.subscribe((event) => heard.push(event))
  socket.accept()
  socket.tell({ event: snapshot('one') })
  socket.close()
  vi.advanceTimersByTime(250)
  newest().accept()
  newest().tell({ event: snapshot('one', 'two') })
  expect(heard).toEqual([snapshot('one'), snapshot('one', 'two')])
})

test('of a run without end only what a screen keeps is kept for late subscribers', () => {
  const { client, socket } = connected()
  socket.accept()
  socket.tell({ event: snapshot() })
  const many = Array.from({ length: 10_000 }, (_, index) => ({ ...note(`${index}`), t: index }))
  for (let round = 0; round < 7; round += 1) {
    socket.tell({
      event: { type: 'records', records: many.map((each) => ({ ...each, t: round * 10_000 + each.t })) },
    })
  }
  let told = 0
  client.subscribe((event) => {
    if (event.type === 'snapshot') told = event.records.length
  })
  expect(told).toBeGreaterThan(40_000)
  expect(told).toBeLessThan(60_002)
})

test('a late subscriber hears what came before as one snapshot, whether or not it is the first', () => {
  const { client, socket } = connected()
  socket.accept()
  socket.tell({ event: snapshot('old') })
  socket.tell({ event: snapshot('one') })
  socket.tell({ event: records('two') })
  const first: HostEvent[] = []
  const end = client.subscribe((event) => first.push(event))
  expect(first).toEqual([snapshot('one', 'two')])
  end()
  socket.tell({ event: records('three') })
  const second: HostEvent[] = []
  client.subscribe((event) => second.push(event))
  socket.tell({ event: records('four') })
  expect(first).toHaveLength(1)
  expect(second).toEqual([snapshot('one', 'two', 'three'), records('four')])
})

test('records come packed', () => {
  const { client, socket } = connected()
  const heard: HostEvent[] = []
  client.subscribe((event) => heard.push(event))
  socket.accept()
  socket.tell({ event: snapshot('one') })
  socket.tellData(packedNote('two'))
  expect(socket.protocol).toBe(PACKED)
  expect(heard).toEqual([snapshot('one'), records('two')])
})

test.each([
  ['no JSON', 'hello'],
  ['no message of the contract', '{"event":{"type":"surprise"}}'],
  ['no frame of a packer’s', Uint8Array.of(1, 0, 0, 0, 99).buffer],
  ['packed, but no record', Uint8Array.of(2, 0, 0, 0, TAG.whole, 1).buffer],
])('what is %s ends the connection, so that the next one begins with a snapshot', async (_, data) => {
  const { client, socket } = connected()
  const heard: HostEvent[] = []
  client.subscribe((event) => heard.push(event))
  socket.accept()
  const stop = client.call('stop', {})
  socket.tellData(data)
  await expect(stop).rejects.toThrow(/was lost/)
  expect(statuses).toEqual([true, false])
  vi.advanceTimersByTime(250)
  newest().accept()
  newest().tell({ event: snapshot('whole') })
  expect(FakeWebSocket.made).toHaveLength(2)
  expect(heard).toEqual([snapshot('whole')])
})
