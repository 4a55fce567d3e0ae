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

const EACH = 3
const ALL = CLIENTS * EACH

/** What the lines that programs print add up to, of the pattern's first group. */
const sumOf = (/** @type {string[]} */ lines, /** @type {RegExp} */ pattern) =>
  lines.reduce((sum, line) => sum + Number(pattern.exec(line)?.[1] ?? 0), 0)

/**
 * What is wrong with a run whose server was started again: every client ends with all that it asked told as answered or
 * missed, and the servers have answered whatever a client got, each at least once.
 * @param {{ status: number | null, outcome: { name?: string, text?: string }, printed: string[] }} run
 */
function wrongWith({ status, outcome, printed }) {
  const answered = sumOf(printed, new RegExp(`^(\\d+) of ${EACH} answered`))
  const ended = printed.filter((line) => line.includes(`of ${EACH} answered`)).length
  const missed = printed.filter((line) => line.startsWith('Timeout waiting')).length
  const servers = printed.flatMap((line) => /^Answered (\d+)/.exec(line)?.[1] ?? []).map(Number)
  const served = servers.reduce((sum, count) => sum + count, 0)
  const isTold = answered === ALL ? status === 0 : status === 1 && outcome.name === 'timeout' && missed > 0
  // Who misses the server when there is none asks no more.
  const isWhole = ended === CLIENTS && servers.length === 2 && answered + missed <= ALL && served >= answered
  const figures = `${answered} answered, ${missed} missed, ${ended} ended, servers ${servers.join(' and ')}`
  return isTold && isWhole ? null : `${status} ${outcome.name} ${outcome.text} (${figures})`
}

/**
 * A server that is closed after one answer and started again while eight clients ask.
 * @param {number} times
 * @returns {Promise<{ restarted: number, wrong: string[] }>}
 */
export async function soakRestarts(times) {
  const wrong = []
  for (let time = 1; time <= times; time += 1) {
    const settings = set({ clients: CLIENTS, requests: EACH, servers: 'restarted', timeout: 500 })
    const found = wrongWith(await finishRun(SCENARIO, settings, BESIDE))
    if (found !== null) wrong.push(`restart ${time}: ${found}`)
  }
  return { restarted: times - wrong.length, wrong }
}
