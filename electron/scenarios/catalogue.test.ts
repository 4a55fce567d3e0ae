import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scenarios } from './catalogue.ts'

const defaultsOf = (settings: (typeof scenarios)[number]['info']['settings']) =>
  Object.fromEntries(settings.map((setting) => [setting.key, setting.default]))

test.each(scenarios.map((scenario) => [scenario.info.id, scenario] as const))(
  '%s says of its programs what its cast says of who starts whom',
  (_id, { info, cast }) => {
    const members = cast(defaultsOf(info.settings))
    const takePart = info.programs.filter(({ name }) => members.some(({ program }) => program === name))
    for (const { name, starts } of takePart) {
      const started = members.filter(({ startedBy }) => members.find(({ id }) => id === startedBy)?.program === name)
      expect([name, starts]).toEqual([name, started[0]?.program])
    }
  },
)

const folder = import.meta.dirname
const CALL = /\b(?:os2|winapi|crt)\.(\w+)\(/g

/** Of a scenario's own file, and of all in its room that is no test. */
function sourcesOf(id: string): string[] {
  const room = readdirSync(join(folder, id)).filter((name) => !name.endsWith('.test.ts'))
  return [`${id}.ts`, ...room.map((name) => join(id, name))].map((path) => readFileSync(join(folder, path), 'utf8'))
}

test.each(scenarios)('$info.id tells of all the calls that its programs make', ({ info }) => {
  const made = sourcesOf(info.id).flatMap((source) => [...source.matchAll(CALL)].map(([, name]) => name))
  expect(info.calls).toEqual([...new Set(made)].sort())
})

test.each(scenarios.map(({ info }) => [info.id, info] as const))(
  'what the runs of %s are compared by is there to be chosen',
  (_id, { compares, settings, lesson }) => {
    if (!compares) return
    const { setting, preset } = compares
    expect(settings.find(({ key }) => key === setting)?.type).toBe('choice')
    if (preset !== undefined) expect(lesson.presets.map(({ id }) => id)).toContain(preset)
  },
)
