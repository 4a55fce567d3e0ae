/** A session of request-reply: what is released, asked, kept and told. */
import { expect, test } from 'vitest'
import type { RunState } from '../electron/contract/service.ts'
import type { Settings } from '../electron/contract/settings.ts'
import type { TraceRecord } from '../electron/contract/trace.ts'
import type { Session } from '../electron/supervisor/session.ts'
import { missingAt } from '../electron/trace/kept.ts'
import { timeOf } from '../electron/trace/order.ts'
import { WM_TIMER } from '../native-bridge/os2/messages.ts'
import { leftovers } from './leaks.mjs'
import { before, createScreen, halted, screen, session, settle, stepUntil, useSession } from './support/session.ts'

useSession()

/** What a screen is told that comes now. */
function snapshotOf(of: Session) {
  let told: TraceRecord[] = []
  const unsubscribe = of.subscribe((event) => {
    if (event.type === 'snapshot') told = event.records
  })
  unsubscribe()
  return { records: told }
}
const start = (mode: 'step' | 'free' = 'step', settings = {}) =>
  session.start({ scenario: 'request-reply', settings, policy: { mode } })

/** Steps whoever has waited longest. */
async function stepAllUntil(holds: () => boolean) {
  while (!holds()) {
    await screen.until(() => halted('client') || halted('server') || holds())
    const news = screen.next()
    // What the screen knows may be a moment old: then nobody waits to be released just now.
    await session.step({}).catch((error) => expect(error.message).toContain('Nobody waits'))
    await news
  }
}
const stepToTheReply = () => stepAllUntil(() => screen.replied() > 0)

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
  await stepToTheReply()
  expect(screen.calls()).toContain('server DosGetSharedMem')
  expect(screen.calls()).toContain('client DosAllocSharedMem')
})

test('that a run has ended is told with its outcome, and not after it', async () => {
  await start('free', { requests: 20 })
  const told: string[] = []
  let ended = () => {}
  const end = new Promise<void>((resolve) => {
    ended = resolve
  })
  const unsubscribe = session.subscribe((event) => {
    if (event.type === 'records' && event.records.at(-1)?.kind === 'outcome') {
      told.push('outcome')
      setImmediate(() => told.push('later'))
    }
    if (event.type === 'state' && told.length > 0) told.push(event.state?.live ? 'lives' : 'has ended')
    if (told.at(-1) === 'has ended') ended()
  })
  await screen.until(() => screen.replied() === 20)
  await session.stop({})
  await end
  unsubscribe()
  expect(told).toEqual(['outcome', 'has ended'])
})

/** Of the steps of a run: calls and touches that a program makes. */
const heldIn = ({ records }: { records: TraceRecord[] }) =>
  records.flatMap((record) => {
    if (record.kind !== 'call' && record.kind !== 'data') return []
    return record.source ? [record.held ?? 0] : []
  })

test('the trace tells for how long each step was held, however short, and of no step of a free run', async () => {
  await start()
  const stood: number[] = []
  for (const steps of [1, 2, 3]) {
    const isNew = () => screen.sinceOf('client') !== stood.at(-1)
    await screen.until(() => screen.calls().length === steps - 1 && halted('client') && isNew())
    stood.push(screen.sinceOf('client') ?? 0)
    await new Promise((resolve) => setTimeout(resolve, 30))
    await session.step({ participant: 'client' })
  }
  await screen.until(() => screen.calls().length === 3)
  const told = snapshotOf(session)
  const held = heldIn(told)
  expect(held).toHaveLength(3)
  for (const time of held) expect(time).toBeGreaterThan(29e6)
  // What was shown of times while it stood there stays as it was.
  const made = told.records.flatMap((record) => (record.kind === 'call' && record.source ? [record] : []))
  expect(made.map(({ start, held = 0 }) => start - held)).toEqual(stood)
  await start('free')
  await screen.until(() => screen.replied() === 1)
  const free = heldIn(snapshotOf(session))
  expect(free.length).toBeGreaterThan(20)
  expect(free.filter((time) => time > 0)).toEqual([])
})

test('where somebody halts is told no sooner than what he has done before', async () => {
  const seen = new Map<string, { since: number; halts: number }>()
  const made = new Map<string, number>()
  const early: string[] = []
  const unsubscribe = session.subscribe((event) => {
    if (event.type === 'records') {
      for (const record of event.records) {
        if (record.kind !== 'call' && record.kind !== 'data') continue
        made.set(record.participant, (made.get(record.participant) ?? 0) + 1)
      }
    }
    if (event.type !== 'state') return
    for (const { id, phase, call } of event.state.participants) {
      const { since, halts } = seen.get(id) ?? { since: -1, halts: 0 }
      if (phase !== 'halted' || !call || call.since === since) continue
      seen.set(id, { since: call.since, halts: halts + 1 })
      if ((made.get(id) ?? 0) < halts) early.push(`${id} at ${call.name}`)
    }
  })
  await start('step', { ask: 'lookup Au' })
  await stepToTheReply()
  unsubscribe()
  expect(seen.get('client')?.halts).toBeGreaterThan(10)
  expect(early).toEqual([])
})

test('a screen that comes late is told no state that is older than the one before', async () => {
  const backwards: string[] = []
  let stop = () => {}
  const come = () => {
    stop()
    let before: RunState | null = null
    stop = session.subscribe((event) => {
      if (event.type !== 'snapshot' && event.type !== 'state') return
      for (const { id, call } of event.state?.participants ?? []) {
        const earlier = before?.participants.find((each) => each.id === id)?.call?.since ?? 0
        if (call && call.since < earlier) backwards.push(`${id} goes back to ${call.name}`)
      }
      before = event.state
    })
  }
  await session.start({ scenario: 'request-reply', settings: {}, policy: { mode: 'paced', interval: 30 } })
  let times = 0
  for (; times < 250 && screen.replied() === 0; times += 1) {
    come()
    await new Promise((resolve) => setTimeout(resolve, 7))
  }
  stop()
  expect(times).toBeGreaterThan(10)
  expect(backwards).toEqual([])
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

test('who steps a run that has just ended hears of its end before the refusal', async () => {
  await start('free')
  let refused = Promise.resolve<unknown>(null)
  const unsubscribe = session.subscribe((event) => {
    const isOver = event.type === 'records' && event.records.some(({ kind }) => kind === 'outcome')
    // At once, and yet after the run has ended.
    if (isOver) refused = Promise.resolve().then(() => session.step({}).catch(() => screen.isLive()))
  })
  await session.stop({})
  expect(await refused).toBe(false)
  unsubscribe()
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

test('a check refuses what there is no room for, whatever a run that is live has taken of it', async () => {
  const check = (settings: Settings) => session.check({ scenario: 'request-reply', settings })
  const tooMuch = check({ size: 3_000_000, requests: 10, outstanding: 4 })
  await expect(tooMuch).rejects.toThrow('8 objects of that size would be in use at a time, and there is room for ')
  await start('step', { size: 3_000_000 })
  await stepAllUntil(() => screen.calls().filter((call) => call === 'client DosAllocSharedMem').length === 2)
  await check({ size: 3_000_000, objects: 'one', requests: 3, outstanding: 3 })
  await expect(check({ size: 3_000_000, requests: 10, outstanding: 4 })).rejects.toThrow('there is room for 4.')
})
