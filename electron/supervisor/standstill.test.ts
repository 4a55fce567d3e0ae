import { expect, test } from 'vitest'
import { KEYBOARD } from '../../native-bridge/crt/index.ts'
import type { ParticipantReport } from '../contract/participant.ts'
import { aParty } from './party.fixture.ts'
import { type Party, standAt } from './party.ts'
import { createStandstill } from './standstill.ts'
import type { Timers } from './timers.ts'

const link = {} as NonNullable<Party['link']>

function watch(server: Partial<Party>, isOpen = false) {
  const running = new Map<string, () => void>()
  const timers: Timers = {
    start: (key, _milliseconds, fire) => void running.set(key, fire),
    stop: (key) => void running.delete(key),
    stopAll: () => running.clear(),
  }
  const parties = { client: aParty('client', { link }), server: aParty('server', { link, ...server }) }
  const stranded: string[] = []
  const standstill = createStandstill(
    Object.values(parties),
    timers,
    5000,
    () => isOpen,
    (party, where) => stranded.push(`${party.id} ${where}`),
  )
  return {
    ...parties,
    standstill,
    stranded,
    blocks(party: Party, waits: string[], timeout: number | null = null) {
      const call = { api: 'winapi', name: 'WaitForSingleObject', args: {}, waits, timeout } as const
      const report: ParticipantReport & { type: 'blocked' } = { type: 'blocked', t: 0, call, position: null }
      standAt(party, report, { origin: 0, stood: 0 })
      standstill.hear(party, report)
    },
    elapse() {
      for (const fire of running.values()) fire()
    },
  }
}

const CLIENT = ['client in WaitForSingleObject for Done']

test('who waits for ever when all others have ended waits in vain, and it is told where', () => {
  const { client, blocks, elapse, stranded } = watch({ phase: 'ended' })
  blocks(client, ['Done'])
  elapse()
  expect(stranded).toEqual(CLIENT)
})

test('an end that comes later is noticed', () => {
  const { client, server, blocks, elapse, stranded, standstill } = watch({})
  blocks(client, ['Done'])
  elapse()
  expect(stranded).toEqual([])
  server.phase = 'ended'
  standstill.look()
  elapse()
  expect(stranded).toEqual(CLIENT)
})

test('who goes on in time does not wait in vain', () => {
  const { client, blocks, elapse, stranded, standstill } = watch({ phase: 'ended' })
  blocks(client, ['Done'])
  standstill.hear(client, { type: 'events', events: [] })
  elapse()
  expect(stranded).toEqual([])
})

test.each<[string, Partial<Party>, string[], number | null, boolean]>([
  ['a wait with a timeout', { phase: 'ended' }, ['Done'], 500, false],
  ['one for a key', { phase: 'ended' }, [KEYBOARD], null, false],
  ['one that a question may end', { phase: 'ended' }, ['Done'], null, true],
  [
    'one that somebody may end who is to come',
    { link: null, startsWhen: { of: ['client'], are: 'ended' } },
    ['Done'],
    null,
    false,
  ],
])('%s is none in vain', (_what, server, waits, timeout, isOpen) => {
  const { client, blocks, elapse, stranded } = watch(server, isOpen)
  blocks(client, waits, timeout)
  elapse()
  expect(stranded).toEqual([])
})

test('who was never started, and never will be, ends no wait', () => {
  const { client, blocks, elapse, stranded } = watch({ link: null })
  blocks(client, ['Done'])
  elapse()
  expect(stranded).toEqual(CLIENT)
})

test('a program of somebody else’s may still come, and nobody waits in vain for it', () => {
  const { client, blocks, elapse, stranded } = watch({ link: null, external: { commandLine: null } })
  blocks(client, ['Done'])
  elapse()
  expect(stranded).toEqual([])
})
