import { runInThisContext } from 'node:vm'
import { expect, test } from 'vitest'
import { createLocate } from './locate.ts'

const FILE = '/dist/participant/request-reply.cjs'
const locate = createLocate('request-reply.cjs')

/** Runs a program as if it stood in `filename`, with `locate` at hand. */
const run = (program: string, filename = FILE) => runInThisContext(`(locate) => {${program}}`, { filename })(locate)

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

test('a call that no scenario makes is nowhere', () => {
  expect(locate()).toBeNull()
  expect(run('return locate()', '/dist/participant/thread.cjs')).toBeNull()
})

test('stack traces are as they were afterwards', () => {
  const { prepareStackTrace, stackTraceLimit } = Error
  locate()
  expect([Error.prepareStackTrace, Error.stackTraceLimit]).toEqual([prepareStackTrace, stackTraceLimit])
  expect(new Error('a problem').stack).toContain('Error: a problem')
})
