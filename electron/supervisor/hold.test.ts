import { expect, test } from 'vitest'
import type { ControlCommand } from '../contract/participant.ts'
import { createHold } from './hold.ts'
import { aParty } from './party.fixture.ts'

test('whoever runs is told once that the clock stands still, and once that it goes on', () => {
  const told: [string, ControlCommand][] = []
  const party = (id: string, phase: 'running' | 'ended') =>
    aParty(id, { phase, link: { pid: 1, command: (command) => told.push([id, command]), kill() {} } })
  let held = false
  const tell = createHold(
    [party('client', 'running'), party('server', 'running'), party('third', 'ended')],
    () => held,
  )
  tell()
  expect(told).toEqual([])
  held = true
  tell()
  tell()
  held = false
  tell()
  tell()
  const commands = [true, false].map((each) => ({ type: 'clock', held: each }))
  expect(told).toEqual(commands.flatMap((command) => ['client', 'server'].map((id) => [id, command])))
})
