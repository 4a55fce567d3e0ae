/** What the documents tell a reader to type is there, and so is what the changelog tells of this version. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scenarios } from '../electron/scenarios/catalogue.ts'
import { scripts, version } from '../package.json'
import { root } from './support/cli.ts'

const known: Readonly<Record<string, string>> = scripts
const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8')

/** The scripts of npm that a text names. */
const scriptsIn = (text: string) =>
  [...text.matchAll(/\bnpm (?:run (?:--silent )?([\w:]+)|(start|test)\b)/g)].map(
    ([, named, own]) => named ?? own ?? '',
  )

test('every command of npm in the documents is a script of the project', () => {
  const documents = [
    ...readdirSync(root).filter((name) => name.endsWith('.md')),
    ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [join('docs', name)] : [])),
    join('examples', 'c', 'README.md'),
  ]
  const named = documents.flatMap((name) => scriptsIn(readFileSync(join(root, name), 'utf8')))
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter((name) => !(name in known))).toEqual([])
  expect(scriptsIn('npm run --silent gone -- list, npm run gone:too and npm start')).toEqual([
    ...['gone', 'gone:too'],
    'start',
  ])
})

test('the changelog tells of this version, and names each scenario', () => {
  expect(changelog).toContain(version)
  const headings = [...changelog.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
  for (const heading of headings) expect(heading).toMatch(/^\[(?:Unreleased|\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2})/)
  for (const { info } of scenarios) expect(changelog).toContain(`\`${info.id}\``)
})
