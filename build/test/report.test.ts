import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startVitest } from 'vitest/node'
import { countsOf, failuresOf } from './report.mjs'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'report-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Vitest's own report of a file that holds this source. */
async function reportOf(source: string) {
  const report = join(folder, 'report.json')
  writeFileSync(join(folder, 'some.test.js'), source)
  const quiet = { config: false as const, watch: false, globals: true, reporters: ['json'], outputFile: report }
  const vitest = await startVitest('test', [], { ...quiet, root: folder })
  await vitest?.close()
  return report
}

test('a test that fails is counted, and told by its file, name and message', async () => {
  const report = await reportOf(
    "test('fine', () => {}); test('wrong', () => { throw new Error('no handle is left') })",
  )
  expect(countsOf(report, false)).toEqual({ passed: 1, failed: 1, skipped: 0 })
  expect(failuresOf(report, folder)).toEqual([
    expect.stringMatching(/^some\.test\.js: wrong\n {4}.*no handle is left/),
  ])
})

test('a file that cannot be loaded is one failure, and told', async () => {
  const report = await reportOf("throw new Error('not here')")
  expect(countsOf(report, false)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  expect(failuresOf(report, folder)).toEqual([
    expect.stringMatching(/^some\.test\.js: cannot be loaded\n {4}.*not here/),
  ])
})

test('without a report there is one failure', () => {
  const none = join(folder, 'none.json')
  expect(countsOf(none, false)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  expect(failuresOf(none, folder)).toEqual(['Vitest wrote no none.json'])
})
