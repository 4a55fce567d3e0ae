import { expect, test } from 'vitest'
import type { ParticipantReport } from '../contract/participant.ts'
import { aParty } from './party.fixture.ts'
import type { Timers } from './timers.ts'
import { createWatchdog } from './watchdog.ts'

const blockedIn = (name: string, waits: string[], timeout: number | null = null): ParticipantReport => ({
  type: 'blocked',
  t: 0,
  call: { api: 'os2', name, args: {}, waits, timeout },
  position: null,
})

function watch() {
  const running = new Map<string, () => void>()
  const timers: Timers = {
    start: (key, _milliseconds, fire) => void running.set(key, fire),
    stop: (key) => void running.delete(key),
    stopAll: () => running.clear(),
  }
  const bitten: number[] = []
  const watchdog = createWatchdog(timers, 5000, (pid) => bitten.push(pid))
  const elapse = () => {
    for (const fire of running.values()) fire()
  }
  return { watchdog, bitten, elapse }
}

const client = aParty('client')

test('a process that does not answer a Give is bitten', () => {
  const { watchdog, bitten, elapse } = watch()
  watchdog.hear(client, blockedIn('DosGiveSharedMem', ['agent#4712']))
  elapse()
  expect(bitten).toEqual([4712])
})

test('one that answers is not: the giver goes on to report something else', () => {
  const { watchdog, bitten, elapse } = watch()
  watchdog.hear(client, blockedIn('DosGiveSharedMem', ['agent#4712']))
  watchdog.hear(client, { type: 'ready', t: 1 })
  elapse()
  expect(bitten).toEqual([])
})

test('waiting for a message may take any time', () => {
  const { watchdog, bitten, elapse } = watch()
  watchdog.hear(client, blockedIn('WinGetMsg', ['0x00000002']))
  elapse()
  expect(bitten).toEqual([])
})

test.each([
  ['for its end, for ever', ['process#4712'], null, [4712]],
  ['for its end, but only so long', ['process#4712'], 60_000, []],
  ['for its end or an event', ['process#4712', 'Local\\\\done'], null, []],
  ['for nothing but time', [], 60_000, []],
])('who waits %s', (_how, waits, timeout, expected) => {
  const { watchdog, bitten, elapse } = watch()
  watchdog.hear(client, blockedIn('WaitForMultipleObjects', waits, timeout))
  elapse()
  expect(bitten).toEqual(expected)
})
