import { expect, test } from 'vitest'
import { tracedCalls } from './trace.mjs'

const call = { kind: 'call', source: { file: 'electron/scenarios/request.ts', line: 3 } }
const trace = (records: object[], outcome: object = { kind: 'outcome', ok: true }) =>
  [{}, ...records, outcome].map((record) => JSON.stringify(record)).join('\n')
const calls = Array.from({ length: 20 }, () => call)

test('the calls of a good run are counted', () => {
  expect(tracedCalls(trace([...calls, { kind: 'note' }]))).toBe(20)
})

test('a run that failed, tells too little, or lacks a line of the sources is refused', () => {
  expect(() => tracedCalls(trace(calls, { kind: 'outcome', ok: false }))).toThrow('the run ended with')
  expect(() => tracedCalls(trace(calls.slice(10)))).toThrow('only 10 calls')
  expect(() => tracedCalls(trace([...calls, { kind: 'call' }]))).toThrow('1 of 21 calls')
})
