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
const FUNCTION = /^(?:export )?(?:function\*? |const )(\w+)/gm
const USED = /(?<!\.)\b(\w+)\(/g

/** Of all in a scenario's room that is no test and provokes no fault, and of its own file, whose names count more. */
function sourcesOf(id: string): string[] {
  const room = readdirSync(join(folder, id)).filter((name) => !/\.test\.ts$|^faults\.ts$/.test(name))
  return [...room.map((name) => join(id, name)), `${id}.ts`].map((path) => readFileSync(join(folder, path), 'utf8'))
}

/** The source of each function, by its name. */
function functionsOf(source: string): [string, string][] {
  const heads = [...source.matchAll(FUNCTION)]
  return heads.map(({ 1: name = '', index }, at) => [name, source.slice(index, heads[at + 1]?.index)])
}

const wordsOf = (source: string, pattern: RegExp) => [...source.matchAll(pattern)].map(([, word = '']) => word)

/** The calls that a function makes, or those that it uses. */
function callsOf(name: string, all: ReadonlyMap<string, string>): string[] {
  const used = new Set([name])
  for (const each of used) for (const word of wordsOf(all.get(each) ?? '', USED)) if (all.has(word)) used.add(word)
  return [...new Set([...used].flatMap((each) => wordsOf(all.get(each) ?? '', CALL)))].sort()
}

test.each(scenarios)('$info.id tells of all the calls that each of its programs makes', ({ info }) => {
  const all = new Map(sourcesOf(info.id).flatMap(functionsOf))
  const made = info.programs.map(({ name }) => ({ name, calls: callsOf(name, all) }))
  expect(info.programs.map(({ name, calls }) => ({ name, calls }))).toEqual(made)
  expect(new Set(made.flatMap(({ calls }) => calls))).toEqual(new Set([...all.values()].flatMap(callsIn)))
})
const callsIn = (source: string) => wordsOf(source, CALL)

test.each(scenarios.map(({ info }) => [info.id, info] as const))(
  'what the runs of %s are compared by is there to be chosen',
  (_id, { compares, settings, lesson }) => {
    if (!compares) return
    const { setting, preset } = compares
    expect(settings.find(({ key }) => key === setting)?.type).toBe('choice')
    if (preset !== undefined) expect(lesson.presets.map(({ id }) => id)).toContain(preset)
  },
)
