/** A session as a screen drives it: live processes, released call by call. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { HostEvent, RunState } from '../electron/contract/service.ts'
import type { TraceRecord } from '../electron/contract/trace.ts'
import { exchange } from '../electron/scenarios/request-reply/exchange.ts'
import { createSession, type Session } from '../electron/supervisor/session.ts'
import { allOf, createExchanges } from '../electron/trace/exchanges.ts'
import { missingAt } from '../electron/trace/kept.ts'
import { timeOf } from '../electron/trace/order.ts'
import { WM_TIMER } from '../native-bridge/os2/messages.ts'
import { leftovers } from './leaks.mjs'
import { callsOf } from './support/cli.ts'
import { printed } from './support/stories.ts'

let before: string[]
let session: Session
let screen: ReturnType<typeof createScreen>

/** What a screen knows: built from events only. */
function createScreen(of: Session) {
  let records: TraceRecord[] = []
  let exchanges = createExchanges(exchange, [])
  let state: RunState | null = null
  let waiting = new Set<() => void>()
  const unsubscribe = of.subscribe((event: HostEvent) => {
    if (event.type === 'snapshot') {
      ;({ records, state } = { records: [...event.records], state: event.state })
      exchanges = createExchanges(exchange, event.header?.participants ?? [])
      for (const record of records) exchanges.follow(record)
    }
    if (event.type === 'records') {
      records.push(...event.records)
      for (const record of event.records) exchanges.follow(record)
    }
    if (event.type === 'state') state = event.state
    const looking = waiting
    waiting = new Set()
    for (const look of looking) look()
  })
  return {
    unsubscribe,
    calls: () => callsOf(records).map(({ participant, name }) => `${participant} ${name}`),
    pidOf: (id: string) => state?.participants.find((participant) => participant.id === id)?.pid ?? 0,
    prints: () => printed(records),
    phaseOf: (id: string) => state?.participants.find((participant) => participant.id === id)?.phase,
    callOf: (id: string) => state?.participants.find((participant) => participant.id === id)?.call?.name,
    /** Calls, and touches of shared memory. */
    steps: () => records.filter(({ kind }) => kind === 'call' || kind === 'data').length,
    touches: () =>
      records.flatMap((record) =>
        record.kind === 'data' ? [`${record.participant} ${record.access} ${record.source?.line}`] : [],
      ),
    sinceOf: (id: string) => state?.participants.find((participant) => participant.id === id)?.call?.since,
    lineOf: (id: string) => state?.participants.find((participant) => participant.id === id)?.call?.source?.line,
    count: () => records.length,
    outcome: () => records.findLast((record) => record.kind === 'outcome'),
    replied: () => allOf(exchanges).filter(({ moments }) => moments.some(({ name }) => name === 'replied')).length,
    /** Resolves when the condition holds; the test's own time limit is the only one. */
    until: (holds: () => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (holds()) resolve()
          else waiting.add(look)
        }
        look()
      }),
    /** Resolves with the next event. */
    next: () => new Promise<void>((resolve) => waiting.add(resolve)),
  }
}

/** What a screen is told that comes now. */
function snapshotOf(of: Session) {
  let told: TraceRecord[] = []
  const unsubscribe = of.subscribe((event) => {
    if (event.type === 'snapshot') told = event.records
  })
  unsubscribe()
  return { records: told }
}

beforeEach(() => {
  before = leftovers()
  session = createSession({ host: 'browser', runAsNode: false })
  screen = createScreen(session)
})
afterEach(async () => {
  await session.dispose()
  expect(leftovers()).toEqual(before)
})

const start = (mode: 'step' | 'free' = 'step', settings = {}) =>
  session.start({ scenario: 'request-reply', settings, policy: { mode } })

const halted = (id: string) => screen.phaseOf(id) === 'halted'

/** Releases one step, and resolves once it has been made or waits in the kernel. */
async function settle(participant: string) {
  const made = screen.steps()
  const news = screen.next()
  try {
    await session.step({ participant })
  } catch (error) {
    // What the screen knows may be a moment old.
    expect(String(error)).toContain('does not wait to be released')
    return news
  }
  await screen.until(() => screen.steps() > made || screen.phaseOf(participant) === 'blocked')
}

test('in step mode nothing happens but what is released', async () => {
  await start()
  await screen.until(() => halted('client'))
  expect(screen.calls()).toEqual([])
  await session.step({ participant: 'client' })
  await screen.until(() => screen.calls().length === 1 && screen.phaseOf('client') === 'halted')
  expect(screen.calls()).toEqual(['client WinInitialize'])
})

test('stepping whoever has waited longest leads to the answer', async () => {
  await start('step', { ask: 'lookup Au' })
  while (screen.replied() === 0) {
    await screen.until(() => halted('client') || halted('server') || screen.replied() > 0)
    const news = screen.next()
    // What the screen knows may be a moment old: then nobody waits to be released just now.
    await session.step({}).catch((error) => expect(error.message).toContain('Nobody waits'))
    await news
  }
  expect(screen.calls()).toContain('server DosGetSharedMem')
  expect(screen.calls()).toContain('client DosAllocSharedMem')
})

test('a participant that waits in the kernel cannot be stepped, and the refusal says where it waits', async () => {
  await start()
  await screen.until(() => halted('client'))
  while (screen.phaseOf('client') !== 'blocked') {
    await settle('client')
    await screen.until(() => halted('client') || screen.phaseOf('client') === 'blocked')
  }
  await expect(session.step({ participant: 'client' })).rejects.toThrow('WinGetMsg')
  await expect(session.step({ participant: 'nobody' })).rejects.toThrow(/nobody.*client, server/)
})

test('get only, and freed before the server gets it: the request is lost with 487, and it is said why', async () => {
  await start('step', { access: 'get-only', free: 'after-post', timeout: 4000 })
  const step = async (participant: string, until: () => boolean) => {
    while (!until()) {
      await screen.until(() => halted(participant) || until())
      if (!until()) await settle(participant)
    }
  }
  await step('client', () => screen.phaseOf('client') === 'blocked')
  await step('server', () => screen.calls().includes('server WinPostMsg'))
  await step('client', () => screen.calls().includes('client DosFreeMem'))
  await session.setPolicy({ policy: { mode: 'free' } })
  await screen.until(() => screen.outcome() !== undefined)
  expect(screen.outcome()).toMatchObject({ ok: false, name: 'lost-request' })
  expect(screen.outcome()?.text).toContain('487 ERROR_INVALID_ADDRESS')
})

test('a live run takes further questions, and ends when it is told to', async () => {
  await start('free')
  await screen.until(() => screen.replied() === 1)
  await session.ask({ text: 'search gold' })
  await screen.until(() => screen.replied() === 2)
  await expect(session.ask({ text: 'melt gold' })).rejects.toThrow('melt')
  await session.stop({})
  expect(screen.outcome()).toMatchObject({ name: 'completed', ok: true })
})

test('a run that is stopped in the middle of its steps frees everything and says so', async () => {
  await start()
  await screen.until(() => halted('client'))
  for (let steps = 0; steps < 4; steps += 1) {
    await settle('client')
    await screen.until(() => halted('client'))
  }
  await session.stop({})
  expect(screen.outcome()).toMatchObject({ ok: false, name: 'stopped' })
})

test('a new run ends the one before, and a screen that comes late sees everything', async () => {
  await start('free')
  await screen.until(() => screen.replied() === 1)
  await start('free', { ask: 'echo again' })
  await screen.until(() => screen.replied() === 1)
  const late = createScreen(session)
  // A record that comes late is told late, and stands in its place for who comes later.
  expect(late.calls().toSorted()).toEqual(screen.calls().toSorted())
  late.unsubscribe()
})

test('of starts at the same moment the last one lives, and the others leave nothing', async () => {
  await Promise.all(['echo one', 'echo two', 'echo three'].map((ask) => start('free', { ask })))
  await screen.until(() => screen.replied() === 1)
  await session.stop({})
  expect(screen.outcome()?.requests.map(({ ask }) => ask)).toEqual(['echo three'])
})

test('what cannot be run is refused before any process starts', async () => {
  await expect(start('free', { requests: 0 })).rejects.toThrow('1 to 10000')
  await expect(session.step({})).rejects.toThrow('No run is live')
  expect(leftovers()).toEqual(before)
})

test('paced, the calls come by themselves', async () => {
  await session.start({ scenario: 'request-reply', settings: {}, policy: { mode: 'paced', interval: 10 } })
  await screen.until(() => screen.replied() === 1)
  await session.setPolicy({ policy: { mode: 'step' } })
  await session.stop({})
})

test('what a late screen is told is in the order of time, and the counts of each object follow from one another', async () => {
  await start('free', { requests: 100, outstanding: 2 })
  await screen.until(() => screen.replied() === 100)
  await session.stop({})
  const { records } = snapshotOf(session)
  const times = records.map(timeOf)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  const posted = new Map<string, number>()
  for (const record of records) {
    if (record.kind !== 'message') continue
    const key = `${record.window} ${record.name} ${record.mp1} ${record.mp2}`
    if (record.phase === 'posted') posted.set(key, (posted.get(key) ?? 0) + 1)
    else if (record.id !== WM_TIMER && record.name !== 'WM_QUIT' && record.name !== 'WM_SERVER_ENDED') {
      expect(posted.get(key), `${key} was received before it was posted`).toBeGreaterThan(0)
    }
  }
  const usage = new Map<string, number>()
  for (const record of records) {
    if (record.kind !== 'count') continue
    expect(Math.abs(record.usage - (usage.get(record.object) ?? 0))).toBeLessThanOrEqual(1)
    usage.set(record.object, record.usage)
  }
})

test('a long run is kept within limits, and a late screen is told how much is not', async () => {
  await start('free', { requests: 1700, ask: 'echo again' })
  await screen.until(() => screen.count() > 62_000)
  await session.stop({})
  const told = screen.count()
  const { records } = snapshotOf(session)
  const note = records.find((record) => missingAt(record) > 0)
  expect(told).toBeGreaterThan(60_000)
  expect(records.length).toBeLessThanOrEqual(60_001)
  expect(note && missingAt(note) + records.length - 1).toBe(told)
  expect(records.at(-1)).toMatchObject({ kind: 'outcome' })
})

test('while somebody is halted the time of everybody else stands still, whatever they wait in', async () => {
  const fault = 'hang:server@1:300'
  await session.start({ scenario: 'request-reply', settings: {}, policy: { mode: 'step' }, fault })
  await stepUntil('client', 'WinStartTimer')
  await screen.until(() => halted('server'))
  await session.step({ participant: 'server' })
  await new Promise((resolve) => setTimeout(resolve, 1000))
  expect(screen.calls()).not.toContain('server WinInitialize')
  await session.setPolicy({ policy: { mode: 'free' } })
  await screen.until(() => screen.calls().includes('server WinInitialize'))
  await session.stop({})
})

const startWelcome = (mode: 'step' | 'free') =>
  session.start({ scenario: 'welcome-text', settings: { namespace: 'Local' }, policy: { mode } })

/** Steps a participant until it halts before a step of that name. */
async function stepUntil(participant: string, name: string) {
  await screen.until(() => halted(participant))
  while (screen.callOf(participant) !== name) {
    const before = screen.sinceOf(participant)
    await settle(participant)
    // What is told of it may still be where it stood before.
    await screen.until(() => halted(participant) && screen.sinceOf(participant) !== before)
  }
}

/** Steps a participant until its process has ended. */
async function stepToTheEnd(participant: string) {
  while (screen.phaseOf(participant) !== 'ended') {
    await screen.until(() => halted(participant) || screen.phaseOf(participant) === 'ended')
    if (halted(participant)) await settle(participant)
  }
}

test('a touch of shared memory halts like a call, changes nothing before it is released, and is told with its line', async () => {
  await startWelcome('step')
  await stepUntil('creator', 'write')
  const line = screen.lineOf('creator')
  expect(line).toBeGreaterThan(0)
  expect([screen.calls().at(-1), screen.touches()]).toEqual(['creator MapViewOfFile', []])
  await settle('creator')
  await screen.until(() => screen.callOf('creator') === '_getwch')
  expect(screen.touches()).toEqual([`creator write ${line}`])
  await session.stop({})
})

test('the second program is started when the first one is about to wait for a key, and a step presses it', async () => {
  await startWelcome('step')
  await screen.until(() => halted('creator'))
  expect(screen.phaseOf('reader')).toBe('starting')
  await stepUntil('creator', '_getwch')
  await screen.until(() => halted('reader'))
  // The person presses the key too early: the object is gone with its creator.
  await stepToTheEnd('creator')
  expect(screen.calls().filter((call) => call.startsWith('reader'))).toEqual([])
  await stepToTheEnd('reader')
  await screen.until(() => screen.outcome() !== undefined)
  expect(screen.outcome()).toMatchObject({ name: 'api-error', text: expect.stringContaining('ERROR_FILE_NOT_FOUND') })
})

test('a person may let the reader read first, and then press the key', async () => {
  await startWelcome('step')
  await stepUntil('creator', '_getwch')
  await stepToTheEnd('reader')
  await stepToTheEnd('creator')
  await screen.until(() => screen.outcome() !== undefined)
  expect(screen.outcome()).toMatchObject({ ok: true, text: expect.stringContaining('welcome to IPC') })
})

test('a run of programs without windows is ended wherever it stands, and nobody can ask in it', async () => {
  await startWelcome('step')
  await stepUntil('creator', '_getwch')
  await screen.until(() => halted('reader'))
  await expect(session.ask({ text: 'lookup Fe' })).rejects.toThrow('nothing can be asked')
  await session.stop({})
  expect(screen.outcome()).toMatchObject({ kind: 'outcome' })
})

test('what fails because a person has ended the run is no failure of its program', async () => {
  await startWelcome('step')
  await stepUntil('creator', '_getwch')
  await stepToTheEnd('creator')
  await screen.until(() => halted('reader'))
  await session.stop({})
  expect(screen.outcome()).toMatchObject({ name: 'stopped', text: expect.stringContaining('before it was over') })
})

test.each(['too-early', 'meanwhile', 'too-late'])(
  'a run whose reader comes %s and is ended at its beginning was stopped',
  async (reader) => {
    await session.start({ scenario: 'welcome-text', settings: { reader }, policy: { mode: 'step' } })
    await screen.until(() => halted('creator') || halted('reader'))
    await session.stop({})
    expect(['stopped', 'completed']).toContain(screen.outcome()?.name)
  },
)

test('a run that is let go and halted again at once can still be stepped', async () => {
  await startWelcome('step')
  for (let round = 0; round < 10 && screen.phaseOf('creator') !== 'ended'; round += 1) {
    await screen.until(() => halted('creator') || screen.callOf('creator') === '_getwch')
    if (!halted('creator')) break
    await session.setPolicy({ policy: { mode: 'free' } })
    await session.setPolicy({ policy: { mode: 'step' } })
  }
  await session.stop({})
  expect(screen.outcome()).toBeDefined()
})

const startPeers = (settings: object) =>
  session.start({
    scenario: 'peer-to-peer',
    settings: { version: 'original', ...settings },
    policy: { mode: 'step' },
  })

test('stepping decides who comes first, and lets the second read before anything is there', async () => {
  await startPeers({})
  await stepUntil('peer-2', 'MapViewOfFile')
  await stepUntil('peer-1', 'UnmapViewOfFile')
  expect(screen.prints()).toEqual(['peer-1: Came second:'])
  await stepToTheEnd('peer-1')
  await stepToTheEnd('peer-2')
  await screen.until(() => screen.outcome() !== undefined)
  expect(screen.prints()).toEqual(['peer-1: Came second:', 'peer-2: Came first: Update'])
  expect(screen.outcome()).toMatchObject({ name: 'wrong-data', text: expect.stringContaining('read “”') })
})

test('stepping in another order leads to a good end without any mend', async () => {
  await startPeers({})
  await stepUntil('peer-1', 'getchar')
  await stepToTheEnd('peer-2')
  await stepToTheEnd('peer-1')
  await screen.until(() => screen.outcome() !== undefined)
  expect(screen.outcome()).toMatchObject({ ok: true, text: expect.stringContaining('“Update”') })
})

test('the flag of a first peer that dies never comes, and who waits for it gives up', async () => {
  await startPeers({ second: 'half-way', ready: 'on', timeout: 100 })
  await stepUntil('peer-1', 'AfxMessageBox')
  await stepUntil('peer-2', 'Sleep')
  process.kill(screen.pidOf('peer-1'), 'SIGKILL')
  await screen.until(() => screen.phaseOf('peer-1') === 'ended')
  await stepToTheEnd('peer-2')
  await screen.until(() => screen.outcome() !== undefined)
  expect(screen.calls().filter((call) => call === 'peer-2 Sleep')).toHaveLength(5)
  expect(screen.prints()).toEqual([])
  expect(screen.outcome()).toMatchObject({ name: 'crash', text: expect.stringContaining('The peer-1') })
})

test('a client that asks keeps the others waiting for the mutex, and stepping leads to each one’s reply', async () => {
  const settings = { clients: 2, requests: 1, timeout: 60_000 }
  await session.start({ scenario: 'one-server-many-clients', settings, policy: { mode: 'step' } })
  await stepUntil('server', 'WaitForMultipleObjects')
  await settle('server')
  await stepUntil('client-1', 'SetEvent')
  await stepUntil('client-2', 'WaitForSingleObject')
  await settle('client-2')
  await screen.until(() => screen.phaseOf('client-2') === 'blocked')
  await settle('client-1')
  // The kernel wakes the server, which halts before its next call.
  await screen.until(() => halted('server'))
  await stepUntil('server', 'SetEvent')
  await stepUntil('client-1', 'WaitForSingleObject')
  expect(screen.phaseOf('client-2')).toBe('blocked')
  await session.setPolicy({ policy: { mode: 'free' } })
  await screen.until(() => screen.outcome() !== undefined)
  expect(screen.prints()).toEqual(
    expect.arrayContaining([1, 2].map((client) => `client-${client}: reply to client-${client}, request 1`)),
  )
  expect(screen.outcome()).toMatchObject({
    ok: true,
    text: expect.stringContaining('The server answered 2 requests'),
  })
})

test('a run with clients that wait, for the mutex and for a reply, is ended by a person wherever it stands', async () => {
  const settings = { clients: 3, requests: 2, work: 30_000, timeout: 60_000 }
  await session.start({ scenario: 'one-server-many-clients', settings, policy: { mode: 'free' } })
  await screen.until(() => screen.phaseOf('server') === 'blocked' && screen.callOf('server') === 'Sleep')
  await session.stop({})
  expect(screen.outcome()).toMatchObject({ name: 'stopped' })
})
