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
