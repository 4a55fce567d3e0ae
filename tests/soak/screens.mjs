/** Screens that go away, come twice, or do not read: the run goes on for the others, and nothing of it is lost. */
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { startHost } from '../../build/start/host.mjs'
import { leftovers, pause } from '../leaks.mjs'

const REQUESTS = 400
/** How many records a run has at least that is ended in the middle. */
const UNDER_WAY = 1000
/** Longer than such a run takes, in milliseconds. */
const LIMIT = 60_000

/** A screen that counts what it hears; `records` are those of the run that was started last. */
async function openScreen(/** @type {string} */ address) {
  const url = new URL(address)
  const socket = new WebSocket(`ws://${url.host}${url.pathname}contract`, { origin: url.origin })
  const screen = { socket, records: 0, outcome: '', calls: 0 }
  socket.on('message', (data) => {
    const { event } = JSON.parse(String(data))
    if (event?.type === 'snapshot') screen.records = 0
    if (event?.type !== 'snapshot' && event?.type !== 'records') return
    screen.records += event.records.length
    const last = event.records.at(-1)
    screen.outcome = last?.kind === 'outcome' ? last.name : ''
  })
  await once(socket, 'open')
  return screen
}

/** @returns {Promise<{ requests: number, records: number, wrong: string[] }>} */
export async function soakScreens() {
  const before = leftovers()
  const host = await startHost()
  const [steady, second, slow, leaving] = await Promise.all([1, 2, 3, 4].map(() => openScreen(host.url)))
  if (!steady || !second || !slow || !leaving) throw new Error('no screens')
  slow.socket.pause()
  const call = (/** @type {string} */ method, /** @type {object} */ params) => {
    steady.calls += 1
    steady.socket.send(JSON.stringify({ id: steady.calls, method, params }))
  }
  call('start', { scenario: 'request-reply', settings: { requests: REQUESTS }, policy: { mode: 'free' } })
  await pause(300)
  leaving.socket.terminate()
  for (let time = 0; time < 5; time += 1) (await openScreen(host.url)).socket.terminate()
  const start = performance.now()
  while (steady.records < UNDER_WAY && performance.now() - start < LIMIT) await pause(20)
  call('stop', {})
  while (steady.outcome === '' && performance.now() - start < LIMIT) await pause(20)
  const late = await openScreen(host.url)
  await pause(500)
  slow.socket.resume()
  while (slow.records < steady.records && slow.socket.readyState === WebSocket.OPEN) await pause(20)

  const wrong = []
  if (steady.outcome === '') wrong.push('the run did not end')
  if (second.records !== steady.records)
    wrong.push(`two screens heard ${steady.records} and ${second.records} records`)
  if (late.records !== steady.records)
    wrong.push(`a late screen was told ${late.records} of ${steady.records} records`)
  if (slow.socket.readyState === WebSocket.OPEN && slow.records !== steady.records) {
    wrong.push(`a slow screen heard ${slow.records} of ${steady.records} records`)
  }
  await host.end()
  const left = leftovers().filter((object) => !before.includes(object))
  if (left.length > 0) wrong.push(`left ${left.join(', ')}`)
  return { requests: REQUESTS, records: steady.records, wrong }
}
