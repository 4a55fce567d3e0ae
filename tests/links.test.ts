/** Every link of the documents leads somewhere. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { anchorsIn, deadLinks, linksIn } from './links.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

const under = (folder: string, recursive: boolean) =>
  readdirSync(join(root, folder), { recursive, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(root, folder, name))

test('no link in the documents leads nowhere', () => {
  const documents = [...under('.', false), ...under('docs', true), ...under('examples', true)]
  expect(documents.length).toBeGreaterThan(4)
  expect(documents.flatMap((document) => deadLinks(root, document))).toEqual([])
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'links-'))
  mkdirSync(join(folder, 'docs'))
  writeFileSync(join(folder, 'docs', 'there.md'), '# One, two: `three`\n\n## Same\n\n## Same\n')
})
afterEach(() => rmSync(folder, { recursive: true }))

function deadIn(text: string): string[] {
  const document = join(folder, 'README.md')
  writeFileSync(document, text)
  return deadLinks(folder, document)
}

test.each([
  ['[a](docs/gone.md)', 'README.md: docs/gone.md leads nowhere.'],
  ['![a picture\nof two lines](docs/gone.png)', 'README.md: docs/gone.png leads nowhere.'],
  ['[a][b]\n\n[b]: docs/gone.md', 'README.md: docs/gone.md leads nowhere.'],
  ['[a](docs/there.md#gone)', 'README.md: docs/there.md#gone leads to no heading.'],
  ['# Title\n\n[a](#titel)', 'README.md: #titel leads to no heading.'],
  ['[a](docs#one)', 'README.md: docs#one has an anchor where there are no headings.'],
  ['<img src="docs/gone.png" alt="a picture">', 'README.md: docs/gone.png leads nowhere.'],
  ['[a](../gone.md)', 'README.md: ../gone.md leads out of the project.'],
  ['| [a](docs/there.md) | [b](docs/gone.md) |', 'README.md: docs/gone.md leads nowhere.'],
])('%j is noticed', (text, sentence) => {
  expect(deadIn(text)).toEqual([sentence])
})

test.each([
  '[a](docs/there.md) and [b](docs)',
  '[a](docs/there.md#one-two-three) and [b](docs/there.md#same-1)',
  '# The title\n\n[a](#the-title)',
  '[a](https://example.org/gone)',
  'as `[a](gone.md)` shows:\n\n    [a](gone.md)\n\n```\n[a](gone.md)\n```\n',
])('%j leads somewhere', (text) => {
  expect(deadIn(text)).toEqual([])
})

test('links and anchors are read as they are written', () => {
  expect(linksIn('[![a](b.png)](c.md) [d](e.md "title")')).toEqual(['b.png', 'c.md', 'e.md'])
  expect(anchorsIn('# A [link](b.md) in it\n\n```\n# no heading\n```\n')).toEqual(['a-link-in-it'])
})
