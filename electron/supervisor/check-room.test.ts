import { expect, test } from 'vitest'
import type { Settings } from '../contract/settings.ts'
import { scenarios } from '../scenarios/catalogue.ts'
import { type Arena, checkRoom, emptyArena } from './check-room.ts'
import { findScenario, resolveSettings } from './resolve-settings.ts'

const scenario = findScenario('request-reply')
const check = (chosen: Settings, arena: Arena = emptyArena, interactive = false) =>
  checkRoom(scenario, resolveSettings(scenario, chosen), interactive, arena)

test.each<Settings>([
  {},
  { size: 2_000_000, outstanding: 4, requests: 10 },
  { size: 3_000_000, outstanding: 2, requests: 10 },
  { size: 3_000_000, outstanding: 4, requests: 2 },
  { size: 67_108_864 },
])('there is room for %o', (chosen) => {
  expect(() => check(chosen)).not.toThrow()
})

test.each<[Settings, ...string[]]>([
  [{ size: 3_000_000, outstanding: 4, requests: 10 }, 'size=3000000', '8 objects', 'room for 4'],
  [{ size: 67_108_864, outstanding: 2, requests: 2 }, 'size=67108864', '4 objects', 'room for 2'],
])('there is none for %o', (chosen, ...parts) => {
  for (const part of parts) expect(() => check(chosen)).toThrow(part)
})

test('what the process itself has in the way counts', () => {
  const arena = { ...emptyArena, isFree: (at: number) => at >= 0x6800_0000 }
  expect(() => check({ size: 67_108_864 }, arena)).toThrow('room for 1')
  expect(() => check({ size: 67_108_864, objects: 'one' }, arena)).not.toThrow()
})

test('the kernel is not asked for more room than is needed', () => {
  let asked = 0
  const isFree = () => {
    asked += 1
    return true
  }
  check({ size: 4096 }, { ...emptyArena, isFree })
  expect(asked).toBe(2)
})

test('what other processes have there counts', () => {
  const arena = { ...emptyArena, probe: (at: number) => ({ value: at > 0x6c00_0000 ? 2 : 0 }) }
  expect(() => check({ size: 3_000_000, outstanding: 2, requests: 2 }, arena)).toThrow(/room for [1-3]\b/)
})

test('a person may go on to ask after the requests of the settings', () => {
  const chosen = { size: 3_000_000, outstanding: 4, requests: 2 }
  expect(() => check(chosen, emptyArena, true)).toThrow('8 objects')
})

test.each(scenarios.map((each) => [each.info.id, each] as const))('%s fits with its defaults', (_id, each) => {
  expect(() => checkRoom(each, resolveSettings(each, {}), true, emptyArena)).not.toThrow()
})
