/** A session as a screen drives it: live processes, released call by call. One for each test of a suite. */
import { afterEach, beforeEach, expect } from 'vitest'
import type { HostEvent, RunState } from '../../electron/contract/service.ts'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { exchange } from '../../electron/scenarios/request-reply/exchange.ts'
import { createSession, type Session } from '../../electron/supervisor/session.ts'
import { allOf, createExchanges } from '../../electron/trace/exchanges.ts'
import { leftovers } from '../leaks.mjs'
import { callsOf } from './cli.ts'
import { printed } from './stories.ts'

/** All three are of the test that runs. */
export let session: Session
export let screen: ReturnType<typeof createScreen>
/** What lay in the kernel before it. */
export let before: string[]

/** Makes them before each test; after it nothing may be left in the kernel. */
export function useSession(): void {
  beforeEach(() => {
    before = leftovers()
    session = createSession({ host: 'browser', runAsNode: false })
    screen = createScreen(session)
  })
  afterEach(async () => {
    await session.dispose()
    expect(leftovers()).toEqual(before)
  })
}

/** What a screen knows: built from events only. */
export function createScreen(of: Session) {
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
    isLive: () => state?.live,
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

export const halted = (id: string) => screen.phaseOf(id) === 'halted'

/** Releases one step, and resolves once it has been made or waits in the kernel. */
export async function settle(participant: string) {
  const made = screen.steps()
  const news = screen.next()
  try {
    await session.step({ participant })
  } catch (error) {
    // What the screen knows may be a moment old: of a run's end it is told the outcome first, then who has ended.
    if (String(error).includes('No run is live')) return screen.until(() => screen.phaseOf(participant) === 'ended')
    expect(String(error)).toContain('does not wait to be released')
    return news
  }
  await screen.until(() => screen.steps() > made || screen.phaseOf(participant) === 'blocked')
}

/** Steps a participant until it halts before a step of that name. */
export async function stepUntil(participant: string, name: string) {
  await screen.until(() => halted(participant))
  while (screen.callOf(participant) !== name) {
    const before = screen.sinceOf(participant)
    await settle(participant)
    // What is told of it may still be where it stood before.
    await screen.until(() => halted(participant) && screen.sinceOf(participant) !== before)
  }
}

/** Steps a participant until its process has ended. */
export async function stepToTheEnd(participant: string) {
  while (screen.phaseOf(participant) !== 'ended') {
    await screen.until(() => halted(participant) || screen.phaseOf(participant) === 'ended')
    if (halted(participant)) await settle(participant)
  }
}
