/** What docs/architecture.md says of files is so: each name stands in a file of its row, each box of the picture is there. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { linksIn } from './links.ts'
import { root } from './support/cli.ts'

const docs = join(root, 'docs')
const document = readFileSync(join(docs, 'architecture.md'), 'utf8')
const rows = document.split('\n').filter((line) => line.startsWith('| ['))

/** The names between backticks that stand in none of the row's own files. */
function strangersIn(row: string): string[] {
  const [, files = '', text = ''] = row.split('|')
  const sources = linksIn(files).map((link) => readFileSync(join(docs, link), 'utf8'))
  return [...text.matchAll(/`([^`]+)`/g)]
    .map(([, name = '']) => name)
    .filter((name) => !sources.some((source) => new RegExp(`\\b${name}\\b`).test(source)))
}

test('each name in the way of one request stands in a file of its row', () => {
  expect(rows.length).toBeGreaterThan(15)
  expect(rows.flatMap(strangersIn)).toEqual([])
})

test('a name that is gone from its file is noticed', () => {
  expect(strangersIn('| [run.ts](../electron/supervisor/run.ts) | `startRun` calls `isGone`. |')).toEqual(['isGone'])
})

test('each box of the picture is a place of the project', () => {
  const places = [...document.matchAll(/\["?([^"\]()]+)"?\]/g)]
    .flatMap(([, label = '']) => label.split(', '))
    .filter((label) => label.includes('/') || label === 'renderer')
  expect(places.length).toBeGreaterThan(10)
  expect(places.filter((place) => !existsSync(join(root, place)))).toEqual([])
})
