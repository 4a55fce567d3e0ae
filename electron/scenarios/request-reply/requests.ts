/** Follows each request through the trace, from its allocation to the last DosFreeMem. */

import type { CallRecord, DataRecord, MessageRecord, RequestTiming } from '../../contract/trace.ts'
import type { Verdict } from '../process.ts'
import type { ExchangeLedger } from '../scenario.ts'
import { createRequestArchive } from './request-archive.ts'
import { lostBeforeGet, undeliveredAnswer } from './verdicts.ts'

/** A request whose object was gone when the server came to get it. */
interface Loss {
  readonly request: RequestTiming
  /** The server's call and its result: `DosGetSharedMem returned 487 ERROR_INVALID_ADDRESS`. */
  readonly refusal: string
}

/** What tells that nobody holds an object any more: its address is free, its name nobody's. */
const ERROR_FILE_NOT_FOUND = 2
const ERROR_INVALID_ADDRESS = 487

/** Answered, and freed by both: nothing more can become of it. */
const isOver = ({ replied, freed }: RequestTiming) =>
  replied !== null && freed.client !== null && freed.server !== null

const succeeded = (call: CallRecord) => call.result.code === 0
/** TRUE is 1. */
const succeededPost = ({ code }: CallRecord['result']) => code !== 0

function fieldsOf(record: DataRecord): Map<string, string | number> {
  return new Map(record.structure?.fields.map(({ name, value }) => [name, value]))
}

const operations = ['', 'lookup', 'search', 'echo']

/** The moments are those of scenarios that speak WM_REQUEST, WM_ACK and WM_REPLY. */
export function createRequestLedger(): ExchangeLedger {
  /** Those to which something can still happen. */
  let requests: RequestTiming[] = []
  const archive = createRequestArchive()
  /** Those whose object the server could not get. Whether their client had freed it, a later record may tell. */
  const refused: Loss[] = []
  const undelivered = new Set<number>()
  let count = 0
  /** When each live object was allocated and given, until a request is written into it. */
  const objects = new Map<string, { allocated: number; given: number | null }>()

  const latest = (count: number) => [...archive.latest(count), ...requests].sort((a, b) => a.id - b.id).slice(-count)

  function settle(request: RequestTiming) {
    if (!isOver(request)) return
    archive.add(request)
    requests = requests.filter((other) => other !== request)
  }

  const carriedBy = (object: string, at = Number.POSITIVE_INFINITY) =>
    requests.findLast((request) => request.object === object && (request.allocated ?? 0) <= at)
  const withId = (id: number) => requests.findLast((request) => request.id === id)

  /** A post that fails is tried again, and may succeed then. */
  function followPost({ participant, args, result }: CallRecord) {
    if (participant !== 'server' || args.msg !== 'WM_REPLY') return
    const id = Number(args.mp2)
    if (succeededPost(result)) undelivered.delete(id)
    else undelivered.add(id)
  }

  function followCall(call: CallRecord) {
    const { object, name, participant } = call
    if (name === 'WinPostMsg') followPost(call)
    if (name === 'DosGetSharedMem' && call.result.code === ERROR_INVALID_ADDRESS)
      followLoss(call, carriedBy(object ?? ''))
    if (name === 'DosGetNamedSharedMem' && call.result.code === ERROR_FILE_NOT_FOUND) followLoss(call, named(call))
    if (!object) return
    if (!succeeded(call)) return
    if (name === 'DosAllocSharedMem') objects.set(object, { allocated: call.end, given: null })
    const seen = objects.get(object)
    if (name === 'DosGiveSharedMem' && seen) seen.given = call.end
    // Before a free has ended, the next request may lie at the same address already.
    const request = name === 'DosFreeMem' ? carriedBy(object, call.start) : undefined
    if (request && participant === 'client') request.freed.client ??= call.end
    if (request && participant === 'server') request.freed.server ??= call.end
    if (request) settle(request)
  }

  /** `\\SHAREMEM\\4711\\REQUEST.3` is the third request's. */
  const named = ({ args }: CallRecord) => withId(Number(/REQUEST\.(\d+)$/.exec(String(args.pszName))?.[1]))

  function followLoss({ name, result }: CallRecord, request: RequestTiming | undefined) {
    // What the server has had and freed, or the client has given up, is not lost: somebody else names its address.
    if (!request || request.freed.server !== null || request.givenUp !== undefined) return
    refused.push({ request, refusal: `${name} returned ${result.code} ${result.name}` })
  }

  function followData(record: DataRecord) {
    const seen = objects.get(record.object)
    if (record.access !== 'write' || record.structure?.name !== 'REQUEST' || !seen) return
    const fields = fieldsOf(record)
    count += 1
    requests.push({
      id: Number(fields.get('id')),
      ask: `${operations[Number(fields.get('operation'))] ?? ''} ${fields.get('key') ?? ''}`.trim(),
      object: record.object,
      allocated: seen.allocated,
      given: seen.given,
      posted: null,
      received: null,
      acknowledged: null,
      replied: null,
      freed: { client: null, server: null },
    })
  }

  function followGivingUp(id: number, t: number) {
    const request = withId(id)
    if (request) request.givenUp = t
  }

  function followMessage({ name, phase, participant, mp1, mp2, t }: MessageRecord) {
    if (name === 'WM_REQUEST') {
      // A named object's message carries no pointer, but the request's number.
      const request = carriedBy(mp1) ?? withId(Number(mp1))
      if (!request) return
      if (phase === 'posted' && participant === 'client') request.posted ??= t
      if (phase === 'received' && participant === 'server') request.received ??= t
      return
    }
    if (phase !== 'received' || participant !== 'client') return
    const request = withId(Number(mp2))
    if (request && name === 'WM_ACK') request.acknowledged ??= t
    if (request && name === 'WM_REPLY') {
      if (request.givenUp) {
        request.late ??= t
        return
      }
      request.replied ??= t
      if (request.freed.client === null) request.acknowledged ??= t
      settle(request)
    }
  }

  const loss = () => refused.find(({ request: { freed, replied } }) => freed.client !== null && replied === null)

  /** The client has waited for an answer in vain: the records may tell why. */
  function amend(verdict: Verdict): Verdict {
    if (verdict.name !== 'timeout') return verdict
    const lost = loss()
    if (lost) return lostBeforeGet(lost.request, lost.refusal)
    const [first] = undelivered
    return first === undefined ? verdict : undeliveredAnswer(first)
  }

  return {
    latest,
    amend,
    get count() {
      return count
    },
    follow(record) {
      if (record.kind === 'note' && record.givenUp !== undefined) followGivingUp(record.givenUp, record.t)
      if (record.kind === 'call') followCall(record)
      else if (record.kind === 'data') followData(record)
      else if (record.kind === 'message') followMessage(record)
    },
  }
}
