import { expect, test } from 'vitest'
import type { ParticipantReport } from '../contract/participant.ts'
import { aParty } from './party.fixture.ts'
import type { Timers } from './timers.ts'
import { createWatchdog } from './watchdog.ts'

const blockedIn = (name: string, waitsFor?: number): ParticipantReport => ({
  type: 'blocked',
  t: 0,
  call: { api: 'os2', name, args: {}, ...(waitsFor !== undefined && { waitsFor }) },
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
  watchdog.hear(client, blockedIn('DosGiveSharedMem', 4712))
  elapse()
  expect(bitten).toEqual([4712])
})

test('one that answers is not: the giver goes on to report something else', () => {
  const { watchdog, bitten, elapse } = watch()
  watchdog.hear(client, blockedIn('DosGiveSharedMem', 4712))
  watchdog.hear(client, { type: 'ready', t: 1 })
  elapse()
  expect(bitten).toEqual([])
})

test('waiting for a message may take any time', () => {
  const { watchdog, bitten, elapse } = watch()
  watchdog.hear(client, blockedIn('WinGetMsg'))
  elapse()
  expect(bitten).toEqual([])
})
