/** Many clients at a time, and a server that is started again while they ask: nothing may hang, be lost or be doubled. */
import { finishRun } from './runs.mjs'

const SCENARIO = 'one-server-many-clients'
const CLIENTS = 8
/** How long one exchange may take with everything else that goes on, in milliseconds. */
const PATIENCE = 100
/** How long a run may take beside its exchanges, in milliseconds. */
const BESIDE = 60_000

const set = (/** @type {Record<string, string | number>} */ settings) =>
  Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`])

/**
 * @param {number} requests of each of eight clients
 * @returns {Promise<{ answered: number, perSecond: number, wrong: string[] }>}
 */
export async function soakClients(requests) {
  const all = CLIENTS * requests
  const settings = set({ clients: CLIENTS, requests, timeout: 60_000 })
  const { status, outcome, milliseconds } = await finishRun(SCENARIO, settings, all * PATIENCE + BESIDE)
  const expected = `The server answered ${all} requests: ${requests} of each of ${CLIENTS} clients.`
  const isWhole = status === 0 && outcome.text?.startsWith(expected)
  const wrong = isWhole ? [] : [`${CLIENTS} clients with ${requests} requests each: ${status} ${outcome.text}`]
  return { answered: isWhole ? all : 0, perSecond: (1000 * all) / milliseconds, wrong }
}

/**
 * A server that is closed after one answer and started again while eight clients ask.
 * @param {number} times
 * @returns {Promise<{ restarted: number, wrong: string[] }>}
 */
export async function soakRestarts(times) {
  const wrong = []
  let restarted = 0
  for (let time = 0; time < times; time += 1) {
    const settings = set({ clients: CLIENTS, requests: 3, servers: 'restarted', timeout: 500 })
    const { status, outcome } = await finishRun(SCENARIO, settings, BESIDE)
    // One request at least is in between: its client says that nobody has answered in time.
    const isTold = status === 1 && outcome.name === 'timeout'
    if (isTold) restarted += 1
    else wrong.push(`restart ${time + 1}: ${status} ${outcome.name} ${outcome.text}`)
  }
  return { restarted, wrong }
}
