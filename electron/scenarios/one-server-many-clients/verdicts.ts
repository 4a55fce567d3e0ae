/** How a run of one-server-many-clients can end. */
import { capital } from '../../trace/capital.ts'
import type { Verdict } from '../process.ts'

/** What has become of a client's requests. */
export interface Tally {
  answered: number
  /** Answered with the reply to another request. */
  wrong: number
  timedOut: number
  /** Not made, because the mutex was taken for one that is not free. */
  skipped: number
}

const requests = (count: number) => (count === 1 ? '1 request' : `${count} requests`)

const of = (count: number, { answered, wrong, timedOut, skipped }: Tally) =>
  `${count} of ${requests(answered + wrong + timedOut + skipped)}`

/** The gravest of it; the server tells of what went well. */
export function clientVerdict(id: string, tally: Tally, timeout: number): Verdict | undefined {
  if (tally.wrong > 0) {
    return { name: 'wrong-data', text: `${id}: ${of(tally.wrong, tally)} got the reply to another request.` }
  }
  if (tally.timedOut > 0) {
    return {
      name: 'timeout',
      text: `${id}: ${of(tally.timedOut, tally)} had no reply within ${timeout} ms.`,
    }
  }
  if (tally.skipped > 0) {
    const why = 'the mutex of a client that had died was taken for one that is not free'
    return { name: 'lost-request', text: `${id}: ${of(tally.skipped, tally)} not made: ${why}.` }
  }
  return undefined
}

/** `object` is what a server would have open. */
export const noServer = (id: string, object: string): Verdict => ({
  name: 'api-error',
  text: `${id}: no server is running, as nobody has ${object} open.`,
})

/** How the requests are spread over the clients: `: 3 of each of 8 clients`. */
function spread(counts: readonly number[]): string {
  if (counts.length < 2) return counts.length === 0 ? '' : ' of one client'
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  return `: ${least === most ? least : `${least} to ${most}`} of each of ${counts.length} clients`
}

/** `9 requests: 3 of each of 3 clients`; `counts` tells how many of each client were answered. */
function answered(counts: ReadonlyMap<unknown, number>): string {
  const each = [...counts.values()]
  return `${requests(each.reduce((sum, count) => sum + count, 0))}${spread(each)}`
}

const list = new Intl.ListFormat('en')

/** More clients are counted. */
const MOST_NAMED = 3

/** Of a run in which a reply may have come to nobody: who has read one of its own all the same. */
export function took(counts: ReadonlyMap<string, number>): string {
  const ids = [...counts.keys()].sort()
  if (ids.length === 0) return 'No client read a reply of its own.'
  const replies = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const named = ids.length > MOST_NAMED ? `${ids.length} clients` : capital(list.format(ids))
  const own = ids.length === 1 ? 'its own' : 'their own'
  return `${named} read ${replies === 1 ? '1 reply' : `${replies} replies`} of ${own}.`
}

export function served(counts: ReadonlyMap<unknown, number>): Verdict {
  return { name: 'completed', text: `The server answered ${answered(counts)}.` }
}
