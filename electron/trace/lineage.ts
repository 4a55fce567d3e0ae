/** How a list of records has come from another one: who follows a trace has not to go through both to find out. */
import type { TraceRecord } from '../contract/trace.ts'

type Records = readonly TraceRecord[]

interface Origin {
  readonly id: number
  /** That of the list it has come from, and how many of that one's records stand at its start as they did. */
  readonly before: number
  readonly same: number
}

/** Lists are told apart by numbers here: one that held on to the one before would hold on to all before that. */
const origins = new WeakMap<Records, Origin>()
let lastId = 0

/** From now on it is known that the first `same` records of both are the same ones. Neither list changes any more. */
export function noteOrigin(now: Records, before: Records, same: number) {
  lastId += 1
  origins.set(now, { id: lastId, before: origins.get(before)?.id ?? 0, same })
}

function compare(before: Records, now: Records): number {
  const both = Math.min(before.length, now.length)
  for (let index = 0; index < both; index += 1) if (before[index] !== now[index]) return index
  return both
}

/** How many of the first records are the same ones: all of them are compared only where nobody has noted it. */
export function sameUntil(before: Records, now: Records): number {
  const [origin, id] = [origins.get(now), origins.get(before)?.id]
  return origin && origin.before === id ? origin.same : compare(before, now)
}
