import { expect, test, vi } from 'vitest'
import type { ParticipantEvent } from '../contract/participant.ts'
import { createExternalPrograms } from './external-programs.ts'
import { aParty } from './party.fixture.ts'
import type { Party } from './party.ts'
import { createTimers } from './timers.ts'

const SECTION = 'penghao'
const openness = {
  participants: () => ['creator', 'opener'],
  section: () => SECTION,
  endsWithUse: true,
  whatIsWrong: () => null,
}
const used = (change: 'allocated' | 'seen', kernel: number): ParticipantEvent & { kind: 'usage' } => ({
  ...{ kind: 'usage', t: 0, object: SECTION, change, holder: 1 },
  kernel: { name: 'HandleCount', value: kernel },
})

function watch(parties: Party[]) {
  const on = { output: vi.fn(), exit: vi.fn(), toStart: vi.fn(), placed: vi.fn(), stuck: vi.fn() }
  const external = parties.flatMap(({ id, external: played }) =>
    played ? [{ participant: id, commandLine: played.commandLine }] : [],
  )
  const timers = createTimers(() => false)
  const parts = { parties, external, openness, settings: {}, programs: undefined, timers, timeout: 1000 }
  const programs = createExternalPrograms({ ...parts, interactive: false, on })
  programs.end()
  return { programs, on }
}

test('a program is started once everybody is there who waits for what it makes', () => {
  const creator = aParty('creator', { external: { commandLine: 'creator.exe' }, startedBy: null })
  const opener = aParty('opener', { awaits: SECTION, phase: 'starting' })
  const { programs, on } = watch([creator, opener])
  programs.startAwaited()
  expect(on.toStart).not.toHaveBeenCalled()
  opener.awaiting = true
  programs.startAwaited()
  expect(on.toStart.mock.calls.map(([party]) => party.id)).toEqual(['creator'])
})

test('one that nobody here starts has come, and gone, when the kernel counts more than the run’s own', () => {
  const creator = aParty('creator')
  const opener = aParty('opener', { external: { commandLine: null }, phase: 'starting' })
  const { programs, on } = watch([creator, opener])
  programs.hearUse(creator, used('allocated', 1))
  expect([opener.phase, on.placed.mock.calls.length]).toEqual(['starting', 0])
  programs.hearUse(creator, used('seen', 2))
  expect([opener.phase, on.placed.mock.calls.length]).toEqual(['running', 1])
  programs.hearUse(creator, used('seen', 1))
  expect([opener.phase, on.placed.mock.calls.length]).toEqual(['ended', 2])
})

test('the first window of a participant is put behind the command line of who needs it', () => {
  const client = aParty('client')
  const server = aParty('server', { external: { commandLine: 'server.exe' }, windowOf: 'client' })
  const { programs } = watch([client, server])
  expect(programs.argumentsOf(server)).toEqual([])
  programs.hearUse(client, { kind: 'window', t: 0, window: '0x0001001A', event: 'created' })
  expect(programs.argumentsOf(server)).toEqual(['65562'])
  expect(programs.argumentsOf(client)).toEqual([])
})
