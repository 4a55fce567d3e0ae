import { expect, test } from 'vitest'
import { aCall } from '../../electron/contract/records.fixture.ts'
import { explain } from '../model/explanations.ts'
import { crt } from './crt.ts'
import { errorOf, willDo } from './vocabulary.ts'

const source = { file: 'electron/scenarios/welcome-text.ts', line: 4 }
const call = (name: string, rest = {}) =>
  aCall(name, {
    api: 'crt',
    args: { text: 'Hello\n', lpszText: 'Hello' },
    result: { code: 6, name: '6', ok: true },
    source,
    ...rest,
  })

test.each(Object.keys(crt.calls))('%s says what it will do and what it did', (name) => {
  expect(willDo(name, { text: 'Hello\n', lpszText: 'Hello' })).toMatch(
    /^will (print “Hello”|wait until a key|show a box with “Hello”|look whether a key)/,
  )
  expect(explain(call(name))).toMatch(
    /^The client (printed “Hello”|waited for a key|showed a box with “Hello”|looked whether a key)/,
  )
})

test.each(['getchar', '_getwch', 'AfxMessageBox'])('who presses what %s waits for is told', (name) => {
  expect(willDo(name, {})).toMatch(/a step does that, or else Sharemem when its moment has come$/)
  expect(explain(call(name))).toMatch(/(pressed|dismissed) by Sharemem in a person’s place\./)
})

test('a wait for a key that the end of the process cut short has failed', () => {
  expect(errorOf(call('getchar', { result: { code: -1, name: 'EOF', ok: false } }))).toBe('EOF')
  expect(errorOf(call('getchar'))).toBeNull()
})
