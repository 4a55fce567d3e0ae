/** Who takes part in each scenario, with which settings. */
import { expect, test } from 'vitest'
import type { Settings } from '../contract/settings.ts'
import { scenarios } from '../scenarios/catalogue.ts'
import { parseFault } from './faults.ts'
import { findScenario, resolveSettings } from './resolve-settings.ts'

const castOf = (id: string, chosen: Settings) => {
  const scenario = findScenario(id)
  return scenario.cast(resolveSettings(scenario, chosen, { hasFrame: true }))
}
const idsOf = (id: string, chosen: Settings) => castOf(id, chosen).map((member) => member.id)
const clients = (count: number) => Array.from({ length: count }, (_, index) => `client-${index + 1}`)

/** Every value of every choice, by itself, and what each preset chooses. */
const choices = scenarios.flatMap(({ info }) => [
  ...info.settings.flatMap(({ key, ...spec }) =>
    spec.type === 'choice' ? spec.choices.map(({ value }) => [info.id, { [key]: value }] as const) : [],
  ),
  ...info.lesson.presets.map(({ settings }) => [info.id, settings] as const),
])

test.each(choices)('%s with %o: whoever waits for a moment waits for others that take part', (id, chosen) => {
  const cast = castOf(id, chosen)
  const { programs } = findScenario(id).info
  for (const { id: own, program, startsWhen, keysWhen = [], closes } of cast) {
    expect(programs.map(({ name }) => name)).toContain(program)
    const moments = [startsWhen, ...keysWhen, closes?.when].flatMap((moment) => moment ?? [])
    const others = cast.map((member) => member.id).filter((each) => each !== own)
    for (const { of } of moments) for (const each of of) expect(others).toContain(each)
  }
})

test.each(scenarios.map((scenario) => [scenario.info.id, scenario.info] as const))(
  '%s: the faults that it offers, and those of its presets, befall somebody who takes part',
  (id, info) => {
    for (const { example } of info.faults) expect(parseFault(example, info, idsOf(id, {}))).toBeTruthy()
    for (const { fault, settings } of info.lesson.presets) {
      if (fault !== undefined) expect(parseFault(fault, info, idsOf(id, settings))).toBeTruthy()
    }
  },
)

test.each([
  [{}, [...clients(2), 'server']],
  [{ clients: 8 }, [...clients(8), 'server']],
  [{ servers: 'second' }, [...clients(2), 'server', 'server-2']],
  [{ servers: 'restarted', clients: 1 }, ['client-1', 'server', 'server-2']],
  [{ servers: 'gone' }, [...clients(2), 'server']],
])('one-server-many-clients with %o has %o', (chosen: Settings, ids) => {
  expect(idsOf('one-server-many-clients', chosen)).toEqual(ids)
})

test.each([
  [{}, ['peer-1', 'peer-2']],
  [{ second: 'half-way', ready: 'on' }, ['peer-1', 'peer-2']],
  [{ second: 'too-early' }, ['creator', 'opener']],
  [{ mode: 'creator' }, ['creator', 'opener']],
])('peer-to-peer with %o has %o', (chosen: Settings, ids) => {
  expect(idsOf('peer-to-peer', chosen)).toEqual(ids)
})

test.each<[string, Settings, RegExp]>([
  ['peer-to-peer', { mode: 'creator', second: 'half-way' }, /Allowed is at-once, afterwards, too-early or too-late/],
  ['peer-to-peer', { mode: 'peers', second: 'too-late' }, /does not go with mode=peers/],
  ['peer-to-peer', { mode: 'creator', ready: 'on' }, /before the opener is started. Allowed is off/],
  ['peer-to-peer', { text: 'a\0b' }, /contains a zero/],
  ['peer-to-peer', { text: 'ä'.repeat(512) }, /1024 bytes long in UTF-8. Allowed are 1023/],
  ['peer-to-peer', { text: 'x'.repeat(1020), ready: 'on' }, /1020 bytes long in UTF-8. Allowed are 1019/],
  ['one-server-many-clients', { servers: 'gone', clients: 1 }, /Allowed is 2 to 8/],
])('%s with %o is refused', (id, chosen, why) => {
  expect(() => castOf(id, chosen)).toThrow(why)
})
