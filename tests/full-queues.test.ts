/** Queues of ten messages, full: no question that was accepted is lost, and every run ends and says the truth. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { HostEvent, Policy } from '../electron/contract/service.ts'
import type { TraceRecord } from '../electron/contract/trace.ts'
import { createSession, type Session } from '../electron/supervisor/session.ts'
import { recommendedNative } from '../native-bridge/recommended.ts'
import { noKernelLog } from '../native-bridge/trace.ts'
import { windowHandle } from '../native-bridge/units.ts'
import { leftovers } from './leaks.mjs'

/** `npm run soak` asks more often. */
const ROUNDS = Number(process.env.SHAREMEM_SOAK_ROUNDS ?? 1)
const JUNK = { id: 0x1f00, mp1: 0, mp2: 0 }
const { queues } = recommendedNative(noKernelLog)

let before: string[]
let session: Session
let records: TraceRecord[]

beforeEach(() => {
  before = leftovers()
  records = []
  session = createSession({ host: 'browser', runAsNode: false })
  session.subscribe((event: HostEvent) => {
    if (event.type === 'snapshot') records = [...event.records]
    if (event.type === 'records') records.push(...event.records)
  })
})
afterEach(async () => {
  await session.dispose()
  expect(leftovers()).toEqual(before)
})

const start = (policy: Policy, settings = {}, fault?: string) =>
  session.start({ scenario: 'request-reply', settings, policy, ...(fault !== undefined && { fault }) })

const outcome = () => records.findLast((record) => record.kind === 'outcome')
const answers = () =>
  records.filter((record) => record.kind === 'message' && record.phase === 'received' && record.name === 'WM_REPLY')
const windowsOf = (id: string) =>
  records.flatMap((record) =>
    record.kind === 'window' && record.event === 'created' && record.participant === id
      ? [Number(record.window)]
      : [],
  )
const until = (holds: () => boolean) => expect.poll(holds, { timeout: 50_000, interval: 20 }).toBe(true)

/** Until there is no more room. */
function fill(window: number) {
  for (let posted = 0; posted < 20 && queues.post(windowHandle(window), JUNK).ok; posted += 1);
}

describe.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))('full queues, round %i', () => {
  test('200 questions at once are all answered', async () => {
    await start({ mode: 'free' })
    for (let question = 0; question < 200; question += 1) await session.ask({ text: `echo ${question}` })
    await until(() => answers().length === 201)
    await session.stop({})
    expect(outcome()).toMatchObject({ name: 'completed', ok: true })
    const asked = outcome()?.requests.map(({ ask }) => ask)
    expect(asked).toEqual(['lookup Fe', ...Array.from({ length: 200 }, (_, question) => `echo ${question}`)])
  })

  test('15 questions at once in a run at a pace are all answered', async () => {
    await start({ mode: 'paced', interval: 10 })
    for (let question = 0; question < 15; question += 1) await session.ask({ text: `echo ${question}` })
    await until(() => answers().length === 16)
    await session.stop({})
    expect(outcome()).toMatchObject({ name: 'completed', ok: true })
  })

  test('a client’s queue that somebody fills again and again delays answers, and loses none', async () => {
    await start({ mode: 'free' }, { timeout: 10_000, outstanding: 2 })
    await until(() => windowsOf('client').length > 0)
    const filling = setInterval(() => windowsOf('client').forEach(fill), 40)
    for (let question = 0; question < 40; question += 1) await session.ask({ text: `echo ${question}` })
    await until(() => answers().length === 41 || outcome() !== undefined)
    clearInterval(filling)
    await session.stop({})
    expect(outcome()).toMatchObject({ name: 'completed', ok: true })
  })

  test('a server that cannot be told to end, because its queue is full, is ended, and it is said', async () => {
    // After its reply: then the client has all it wants, and the server takes no message any more.
    await start({ mode: 'free' }, { timeout: 60_000 }, 'hang:server@12:600000')
    await until(() => answers().length === 1)
    windowsOf('server').forEach(fill)
    // Nobody is roused by this: the client is told to end as a program is by its window.
    for (const window of windowsOf('client')) queues.post(windowHandle(window), { id: 0x2a, mp1: 0, mp2: 0 })
    await until(() => outcome() !== undefined)
    expect(outcome()).toMatchObject({ name: 'api-error', text: expect.stringContaining('WM_QUIT') })
  })

  test('questions beyond a thousand are refused, and none of the accepted ones is forgotten', async () => {
    await start({ mode: 'step' })
    const ask = (question: number) => session.ask({ text: `echo ${question}` })
    for (let question = 1; question < 1000; question += 1) await ask(question)
    await expect(ask(1000)).rejects.toThrow(/1000 questions wait/)
    await session.setPolicy({ policy: { mode: 'free' } })
    await until(() => answers().length === 1000)
    await session.stop({})
    expect(outcome()?.requests).toHaveLength(1000)
  })
})
