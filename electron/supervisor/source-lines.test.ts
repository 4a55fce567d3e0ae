import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { sourceOf } from './source-lines.ts'

const root = mkdtempSync(join(tmpdir(), 'source-lines-'))
afterAll(() => rmSync(root, { recursive: true }))

/** The second line of the build is the tenth of the source, from the third column on the twelfth. */
const MAPPINGS = ';AASA,EAEA'

function build(program: string, map?: string): string {
  const folder = join(root, 'dist', program)
  mkdirSync(folder, { recursive: true })
  if (map !== undefined) writeFileSync(join(folder, 'thread.cjs.map'), map)
  return join(folder, 'thread.cjs')
}
const mapped = (source: string | null) =>
  JSON.stringify({ version: 3, sources: [source], names: [], mappings: MAPPINGS })

test('a place in the build is a line of the source, named from the project’s root', () => {
  const file = build('sound', mapped('../../electron/scenarios/request-reply.ts'))
  const source = 'electron/scenarios/request-reply.ts'
  expect(sourceOf({ file, line: 2, column: 1 })).toEqual({ file: source, line: 10 })
  expect(sourceOf({ file, line: 2, column: 2 })).toEqual({ file: source, line: 10 })
  expect(sourceOf({ file, line: 2, column: 3 })).toEqual({ file: source, line: 12 })
  expect(sourceOf({ file, line: 2, column: 1 })).toEqual({ file: source, line: 10 })
})

test('what lies before all that is mapped has no source', () => {
  const file = build('before', mapped('../../electron/main.ts'))
  expect(sourceOf({ file, line: 1, column: 1 })).toBeNull()
})

test('an unknown place, a build without a map and one whose map is none have no source', () => {
  expect(sourceOf(null)).toBeNull()
  expect(sourceOf({ file: build('without'), line: 2, column: 1 })).toBeNull()
  expect(sourceOf({ file: build('broken', 'no map'), line: 2, column: 1 })).toBeNull()
})

test('a place that the build has noted in the source is told as it is', () => {
  const file = 'electron/scenarios/request-reply.ts'
  expect(sourceOf({ file, line: 12, column: 1 })).toEqual({ file, line: 12 })
})
