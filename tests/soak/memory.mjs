/** One long run: neither process may keep what it has done with. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { helperOf } from '../leaks.mjs'
import { startRun } from './runs.mjs'

const KILOBYTE = 1024
/** In megabytes. */
const LIMIT = 10
/** The part of the requests after which the heap has grown to what V8 likes: it does so in steps. */
const WARM = 0.6
/** Whoever reads what the run tells may be late on a busy machine: the processes are still to be there. */
const LAST = 0.9
/**
 * V8 looks at a heap again once it has grown by some 10 MB, whatever the run keeps of that: so it is asked to look before it is
 * measured, and then has so many milliseconds.
 */
const COLLECTING = ['--expose-gc', '--require', join(import.meta.dirname, 'collect.cjs')]
const COLLECTION = 100

/** In megabytes. */
export function residentOf(/** @type {number} */ pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / KILOBYTE
}

/**
 * @param {number} requests a thousand at least
 * @returns {Promise<{ requests: number, client: number[], server: number[], wrong: string[] }>} the resident memory of
 *   each process in megabytes, once it is warm and near the end
 */
export async function soakMemory(requests) {
  let answered = 0
  /** @type {number[]} */
  const client = []
  /** @type {number[]} */
  const server = []
  let helper = 0
  async function measure() {
    child.kill('SIGUSR2')
    await setTimeout(COLLECTION)
    client.push(residentOf(child.pid ?? 0))
    server.push(residentOf(helper))
  }
  const [warm, last] = [WARM * requests, LAST * requests]
  function follow(/** @type {string} */ text) {
    const before = answered
    for (const _ of text.matchAll(/"phase":"received","window":"\w+","name":"WM_REPLY"/g)) answered += 1
    for (const mark of [warm, last]) if (before < mark && answered >= mark) void measure()
  }
  const { child, ended } = startRun('request-reply', ['--set', `requests=${requests}`], follow, COLLECTING)
  helper = await helperOf(child.pid ?? 0)
  const [status] = await ended
  const grown = (/** @type {number[]} */ sizes) => (sizes[1] ?? Number.NaN) - (sizes[0] ?? 0)
  const wrong = Object.entries({ client, server })
    .filter(([, sizes]) => !(grown(sizes) < LIMIT))
    .map(([who, sizes]) => `the ${who} grew by ${grown(sizes).toFixed(1)} MB`)
  if (status !== 0) wrong.push(`${requests} requests ended with status ${status}`)
  return { requests, client, server, wrong }
}
