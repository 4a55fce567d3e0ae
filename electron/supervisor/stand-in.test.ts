import { expect, test } from 'vitest'
import { KEYBOARD } from '../../native-bridge/crt/index.ts'
import { handle } from '../../native-bridge/kernel-objects.ts'
import type { Exclusive } from '../../native-bridge/native.ts'
import type { ControlCommand, ParticipantReport } from '../contract/participant.ts'
import type { CastMember } from '../scenarios/scenario.ts'
import { aParty } from './party.fixture.ts'
import { goOn, type Party, standAt } from './party.ts'
import { createStandIn } from './stand-in.ts'

type PendingCall = Extract<ParticipantReport, { type: 'blocked' }>['call']
const atKey: PendingCall = { api: 'crt', name: 'getchar', args: {}, waits: [KEYBOARD] }
const inWait: PendingCall = { api: 'winapi', name: 'WaitForSingleObject', args: {}, waits: ['Exec'] }

function create(...members: Partial<CastMember>[]) {
  const started: string[] = []
  const commands: string[] = []
  const kernel: string[] = []
  const events = new Set<string>()
  const parties = members.map((member, index) => aParty(`p${index + 1}`, member))
  const link = (party: Party) => {
    const command = ({ type }: ControlCommand) => void commands.push(`${party.id} ${type}`)
    party.link = { pid: 7, command, kill() {} }
  }
  const objects = {
    openEvent(_access: number, _inherit: boolean, name: string) {
      kernel.push('open')
      return events.has(name) ? ({ ok: true, value: handle(4) } as const) : ({ ok: false, code: 2 } as const)
    },
    setEvent() {
      kernel.push('set')
      return { ok: true, value: undefined } as const
    },
    close() {
      kernel.push('close')
      return { ok: true, value: { gone: null, evidence: null } } as const
    },
  }
  const exclusive: Exclusive = (body) => {
    kernel.push('lock')
    const result = body()
    kernel.push('unlock')
    return result
  }
  const standIn = createStandIn(parties, { objects, exclusive }, (party) => {
    started.push(party.id)
    link(party)
  })
  const [first, second] = parties as [Party, Party]
  link(first)
  const block = (party: Party, call: PendingCall) =>
    standAt(party, { type: 'blocked', t: 0, call, position: null }, { origin: 0, stood: 0 })
  return { standIn, first, second, started, commands, kernel, events, block, link }
}

const of = ['p1']

test.each([
  ['waiting for a key', atKey, true],
  ['waiting for a key', inWait, false],
  ['waiting', inWait, true],
  ['ended', inWait, false],
] as const)('who is to start when another one is %s, and it waits in %o: %s', (are, call, isStarted) => {
  const { standIn, first, started, block } = create({}, { startsWhen: { of, are } })
  standIn.look(false)
  expect(started).toEqual([])
  block(first, call)
  standIn.look(false)
  standIn.look(false)
  expect(started).toEqual(isStarted ? ['p2'] : [])
})

test.each(['waiting for a key', 'waiting', 'ended'] as const)(
  'whoever was to be %s and has ended keeps nobody from being started',
  (are) => {
    const { standIn, first, started } = create({}, { startsWhen: { of, are } })
    first.phase = 'ended'
    standIn.look(false)
    expect(started).toEqual(['p2'])
  },
)

test('nobody is started in a run that ends', () => {
  const { standIn, first, started } = create({}, { startsWhen: { of, are: 'ended' } })
  first.phase = 'ended'
  standIn.look(true)
  expect(started).toEqual([])
  standIn.look(false)
  expect(started).toEqual(['p2'])
})

test('who could not be started is not started again', () => {
  const { standIn, first, second, started } = create({}, { startsWhen: { of, are: 'ended' } })
  first.phase = 'ended'
  second.phase = 'ended'
  standIn.look(false)
  expect(started).toEqual([])
})

test('a key is pressed at once, and once for each wait, where nothing is said', () => {
  const { standIn, first, commands, block } = create({}, {})
  block(first, atKey)
  standIn.look(false)
  standIn.look(false)
  expect(commands).toEqual(['p1 key'])
  block(first, atKey)
  standIn.look(false)
  expect(commands).toEqual(['p1 key', 'p1 key'])
})

test('a key that a step has pressed already is not pressed again', () => {
  const { standIn, first, commands, block } = create({}, {})
  block(first, atKey)
  first.keyGiven = true
  standIn.look(false)
  expect(commands).toEqual([])
  goOn(first)
  block(first, atKey)
  standIn.look(false)
  expect(commands).toEqual(['p1 key'])
})

test('each key has a moment of its own, and who has ended keeps nobody waiting', () => {
  const keysWhen = (['waiting', 'ended'] as const).map((are) => ({ of: ['p2'], are }))
  const { standIn, first, second, commands, block, link } = create({ keysWhen }, {})
  link(second)
  block(first, atKey)
  standIn.look(false)
  expect(commands).toEqual([])
  block(second, inWait)
  standIn.look(false)
  expect(commands).toEqual(['p1 key'])
  block(first, atKey)
  standIn.look(false)
  expect(commands).toEqual(['p1 key'])
  second.phase = 'ended'
  second.call = null
  standIn.look(false)
  expect(commands).toEqual(['p1 key', 'p1 key'])
})

test('who is closed by an event is closed once, as soon as there is the event', () => {
  const closes = { when: { of: ['p2'], are: 'ended' }, event: 'Shutdown' } as const
  const { standIn, second, kernel, events } = create({ closes }, {})
  standIn.look(false)
  second.phase = 'ended'
  standIn.look(false)
  expect(kernel).not.toContain('set')
  events.add('Shutdown.8')
  standIn.look(false)
  expect(kernel).not.toContain('set')
  events.add('Shutdown.7')
  kernel.length = 0
  standIn.look(false)
  standIn.look(false)
  // Nobody else closes its last handle while the stand-in has one as well.
  expect(kernel).toEqual(['lock', 'open', 'set', 'close', 'unlock'])
})
