import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInThisContext } from 'node:vm'
import { afterAll, expect, test } from 'vitest'
import { createLocate } from './locate.ts'
import { at, place } from './place.ts'

const FILE = '/dist/participant/request-reply.cjs'
const SOURCE = 'electron/scenarios/request-reply.ts'
function createLocateCall() {
  const locate = createLocate(SOURCE)
  return () => locate('os2')
}
const locate = createLocateCall()
const root = mkdtempSync(join(tmpdir(), 'locate-'))
afterAll(() => rmSync(root, { recursive: true }))

/** Runs a program as if it stood in `filename`, with `locate` at hand. */
const run = (program: string, filename = FILE, find = locate) =>
  runInThisContext(`(locate) => {${program}}`, { filename })(find)

/** A built file whose lines come from these sources, one after the other. */
function built(name: string, mappings: string, sources: string[]): string {
  const file = join(root, name)
  const map = { version: 3, sources: sources.map((source) => `../../${source}`), names: [], mappings }
  writeFileSync(`${file}.map`, JSON.stringify(map))
  return file
}

test('the line is the one of the scenario that makes the call, through whatever lies between', () => {
  const through = (call: () => unknown) => call()
  expect(run('\n\n  return locate()')).toEqual({ file: FILE, line: 3, column: 10 })
  expect(
    runInThisContext('(through, locate) => {\n  return through(locate)\n}', { filename: FILE })(through, locate),
  ).toEqual({ file: FILE, line: 2, column: 10 })
})

test('of a scenario’s helpers, the innermost tells', () => {
  expect(run('\n  const helper = () =>\n    locate()\n\n  return helper()')).toMatchObject({ line: 3, column: 5 })
})

test('a call that lies deeper than all before it is found, and after it one that lies less deep', () => {
  const deep = (count: number, call: () => unknown): unknown => (count > 0 ? deep(count - 1, call) : call())
  const calls = '\n  const near = locate()\n  const far = deep(9, locate)\n  return [near, far, locate()]'
  const program = runInThisContext(`(deep, locate) => {${calls}}`, { filename: FILE })
  const lines = () => program(deep, locate).map(({ line }: { line: number }) => line)
  expect([lines(), lines()]).toEqual([
    [2, 3, 4],
    [2, 3, 4],
  ])
})

test('a touch lies at another depth than a call, and each is found where its like lay before', () => {
  const find = createLocate(SOURCE)
  const deep = (count: number, call: () => unknown): unknown => (count > 0 ? deep(count - 1, call) : call())
  const both =
    '\n  const call = locate("os2")\n  const touch = deep(5, () => locate("memory"))\n  return [call, touch]'
  const program = runInThisContext(`(deep, locate) => {${both}}`, { filename: FILE })
  const lines = () => program(deep, find).map(({ line }: { line: number }) => line)
  expect([lines(), lines()]).toEqual([
    [2, 3],
    [2, 3],
  ])
})

test('a call that no scenario makes is nowhere', () => {
  expect(locate()).toBeNull()
  expect(run('return locate()', '/dist/participant/thread.cjs')).toBeNull()
})

test('of a file built from several sources, only the scenario’s own lines count', () => {
  const helper = 'electron/scenarios/request-reply/waiting.ts'
  // Line 1 and 2 are the helper's, 3 and 4 the scenario's.
  const file = built('several.cjs', 'AAAA;AACA;ACDA;AACA', [helper, SOURCE])
  const program = '\n  const wait = () => locate()\n  const half = () => wait()\n  return half()'
  expect(run(program, file, createLocateCall())).toMatchObject({ file, line: 3 })
})

test('a file is the scenario’s by what it was built from, whatever its name', () => {
  const own = built('rooms.cjs', 'AAAA', [SOURCE])
  const other = built('request-reply.cjs', 'AAAA', ['electron/scenarios/welcome-text.ts'])
  expect(run('return locate()', own, createLocateCall())).toMatchObject({ file: own, line: 1 })
  expect(run('return locate()', other, createLocateCall())).toBeNull()
})

test('stack traces are as they were afterwards', () => {
  const { prepareStackTrace, stackTraceLimit } = Error
  locate()
  expect([Error.prepareStackTrace, Error.stackTraceLimit]).toEqual([prepareStackTrace, stackTraceLimit])
  expect(new Error('a problem').stack).toContain('Error: a problem')
})

test('a line that the scenario has noted is one of its source', () => {
  expect(run('\n  return locate()', FILE, () => at(7, locate)())).toEqual({ file: SOURCE, line: 7, column: 1 })
  place.line = 0
  expect(run('\n  return locate()')).toEqual({ file: FILE, line: 2, column: 10 })
})
