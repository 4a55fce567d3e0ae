import { expect, test } from 'vitest'
import type { Sections } from '../../native-bridge/native.ts'
import type { Settings } from '../contract/settings.ts'
import { scenarios } from '../scenarios/catalogue.ts'
import { checkRoom } from './check-room.ts'
import { findScenario, resolveSettings } from './resolve-settings.ts'

const scenario = findScenario('request-reply')
const everywhere = { isFree: () => true }
const check = (chosen: Settings, sections: Pick<Sections, 'isFree'> = everywhere, interactive = false) =>
  checkRoom(scenario, resolveSettings(scenario, chosen), interactive, sections)

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
  const sections = { isFree: (at: number) => at >= 0x6800_0000 }
  expect(() => check({ size: 67_108_864 }, sections)).toThrow('room for 1')
  expect(() => check({ size: 67_108_864, objects: 'one' }, sections)).not.toThrow()
})

test('a person may go on to ask after the requests of the settings', () => {
  const chosen = { size: 3_000_000, outstanding: 4, requests: 2 }
  expect(() => check(chosen, everywhere, true)).toThrow('8 objects')
})

test.each(scenarios.map((each) => [each.info.id, each] as const))('%s fits with its defaults', (_id, each) => {
  expect(() => checkRoom(each, resolveSettings(each, {}), true, everywhere)).not.toThrow()
})
