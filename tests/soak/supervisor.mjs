/** The supervisor itself is killed: its helper ends, and the next start removes what was left. */
import { helperOf, helpers, leftovers, pause } from '../leaks.mjs'
import { finishRun, startRun } from './runs.mjs'

/** A helper whose supervisor is gone must have ended after so many milliseconds. */
const LIMIT = 2000

/**
 * @param {number} times
 * @returns {Promise<{ times: number, wrong: string[] }>}
 */
export async function soakSupervisor(times) {
  const before = leftovers()
  const wrong = []
  for (let time = 0; time < times; time += 1) {
    const other = startRun('request-reply', ['--set', 'requests=10000'])
    const othersHelper = await helperOf(other.child.pid ?? 0)
    const { child, ended } = startRun('request-reply', ['--set', 'requests=10000'])
    const helper = await helperOf(child.pid ?? 0)
    await pause(40 * time)
    child.kill('SIGKILL')
    await ended
    const start = performance.now()
    while (helpers().includes(helper) && performance.now() - start < LIMIT) await pause(10)
    if (helpers().includes(helper)) wrong.push(`helper ${helper} still runs after ${LIMIT} ms`)
    const { outcome } = await finishRun('request-reply', [], 10_000)
    if (!outcome.ok) wrong.push(`the next run ended in ${outcome.name}`)
    if (!helpers().includes(othersHelper)) wrong.push('the helper of another run was ended')
    other.child.kill('SIGINT')
    const [status] = await other.ended
    if (status !== 1) wrong.push(`another run ended with status ${status}`)
    const left = leftovers().filter((object) => !before.includes(object))
    if (left.length > 0) wrong.push(`left ${left.join(', ')}`)
  }
  return { times, wrong }
}
