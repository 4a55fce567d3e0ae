/** How long a run waits for programs of others, and what it says then. */
import { expect, test, vi } from 'vitest'
import type { CastMember } from '../scenarios/scenario.ts'
import { createExternalWaits, placeUnstarted } from './external-waits.ts'
import { createParty, type Party } from './party.ts'
import { createTimers } from './timers.ts'

const member = (id: string, rest: Partial<CastMember> = {}): Party =>
  createParty({ id, program: id, startedBy: null, runsIn: 'helper', leads: true, ...rest })
const byHand = { external: { commandLine: null } }
const started = { external: { commandLine: 'x.exe' } }

function watch(parties: Party[]) {
  const stuck = vi.fn()
  const parts = {
    parties,
    timers: createTimers(() => false),
    section: 'penghao',
    timeout: 20,
    interactive: false,
    stuck,
  }
  return { externalWaits: createExternalWaits(parts), stuck }
}

test('who never comes is told, with the time that a person had', async () => {
  const { externalWaits, stuck } = watch([member('creator'), member('opener', byHand)])
  externalWaits.progress()
  await vi.waitUntil(() => stuck.mock.calls.length > 0)
  expect(stuck).toHaveBeenCalledExactlyOnceWith(
    'The opener never came: no program was seen to use penghao within 0.1 s.',
  )
})

test('a program that ends without having made anything is told soon', async () => {
  const creator = { ...member('creator', started), phase: 'ended' as const }
  const opener = { ...member('opener', { awaits: 'penghao' }), awaiting: true }
  const { externalWaits, stuck } = watch([creator, opener])
  externalWaits.lookForEnd()
  await vi.waitUntil(() => stuck.mock.calls.length > 0)
  expect(stuck).toHaveBeenCalledWith('The creator ended, and the opener had not found penghao.')
})

test('nobody is waited for after the end, or where all programs are the run’s own', async () => {
  const ended = watch([member('creator'), member('opener', byHand)])
  ended.externalWaits.progress()
  ended.externalWaits.end()
  const own = watch([member('creator'), member('opener')])
  own.externalWaits.progress()
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect([ended.stuck, own.stuck].map((stuck) => stuck.mock.calls)).toEqual([[], []])
})

test('who is not started here stands where the counts say, and cannot come back', () => {
  const reader = member('reader', byHand)
  expect(placeUnstarted([reader], 'there', true)).toBe(true)
  expect(reader.phase).toBe('running')
  expect(placeUnstarted([reader], 'gone', false)).toBe(false)
  expect(placeUnstarted([reader], 'gone', true)).toBe(true)
  expect(placeUnstarted([reader], 'there', true)).toBe(false)
  expect(reader.phase).toBe('ended')
})
