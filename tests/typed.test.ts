/** What the documents have a reader type behind `sharemem --` is accepted, and the README's tables tell what is allowed. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SettingSpec } from '../electron/contract/settings.ts'
import { scenarios } from '../electron/scenarios/catalogue.ts'
import { parseFault } from '../electron/supervisor/faults.ts'
import { findPreset, findScenario, resolveSettings } from '../electron/supervisor/resolve-settings.ts'
import { root } from './support/cli.ts'

/** The scenario guide's own scenario is run by its own test. */
const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'docs/protocol.md', 'docs/security.md', 'examples/c/README.md']
const readme = readFileSync(join(root, 'README.md'), 'utf8')

/** The words of each command, as a shell takes them apart. */
const commandsIn = (text: string) =>
  [...text.matchAll(/^ {4}npm run --silent (?:sharemem|wine) -- (.+)$/gm)].map(([, line = '']) =>
    [...line.matchAll(/(?:"[^"]*"|[^\s"])+/g)].map(([word]) => word.replaceAll('"', '')),
  )

/** What stands behind each option of that name. */
const given = (words: readonly string[], option: string) =>
  words.flatMap((word, at) => (words[at - 1] === option ? [word] : []))

/** Raises what the command line would say to a run that is typed so. */
function check([, id = '', ...words]: readonly string[]) {
  const scenario = findScenario(id)
  const chosen = Object.fromEntries(
    given(words, '--set').map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]),
  )
  const presets = given(words, '--preset').map((preset) => findPreset(scenario, preset))
  const settings = resolveSettings(scenario, Object.assign({}, ...presets.map((preset) => preset.settings), chosen))
  const ids = scenario.cast(settings).map((member) => member.id)
  for (const fault of given(words, '--fault')) parseFault(fault, scenario.info, ids)
  for (const external of given(words, '--external')) {
    expect(scenario.info.programs.map(({ name }) => name)).toContain(external.split('=')[0])
  }
}

test('every run in the documents can be typed so', () => {
  const commands = DOCUMENTS.flatMap((name) => commandsIn(readFileSync(join(root, name), 'utf8')))
  const runs = commands.filter(([command]) => command === 'run')
  expect(runs.length).toBeGreaterThan(15)
  for (const run of runs) expect(() => check(run), run.join(' ')).not.toThrow()
})

test.each([
  ['run gone', 'no scenario ‘gone’'],
  ['run request-reply --set gone=1', 'no setting ‘gone’'],
  ['run request-reply --set ask="look up"', 'cannot ‘look’'],
  ['run request-reply --preset gone', 'no preset ‘gone’'],
  ['run request-reply --fault gone:server@6', 'gone'],
])('%s is noticed', (line, why) => {
  const [words = []] = commandsIn(`    npm run --silent sharemem -- ${line}\n`)
  expect(() => check(words)).toThrow(why)
})

test('the README names each scenario and each setting', () => {
  for (const { info } of scenarios) {
    expect(readme).toContain(`[\`${info.id}\`](${info.file})`)
    for (const { key } of info.settings) expect([key, readme.includes(`\`${key}\``)]).toEqual([key, true])
  }
})

/** As the README's table tells them: the default is bold. */
function valuesOf(spec: SettingSpec): string[] {
  if (spec.type === 'choice') {
    return spec.choices.map(({ value }) => (value === spec.default ? `**\`${value}\`**` : `\`${value}\``))
  }
  return spec.type === 'integer' ? [`${spec.maximum}`, `**${spec.default}**`] : [`**\`${spec.default}\`**`]
}

test('the README’s table has what may be chosen for request-reply, and what is chosen', () => {
  const rows = readme.split('\n').filter((line) => /^\| `[\w-]+` +\|/.test(line))
  for (const spec of findScenario('request-reply').info.settings) {
    const row = rows.find((line) => line.startsWith(`| \`${spec.key}\``)) ?? ''
    for (const value of valuesOf(spec)) expect([spec.key, row.includes(value)], value).toEqual([spec.key, true])
  }
})
