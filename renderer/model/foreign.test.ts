import { expect, test } from 'vitest'
import { aMessage } from '../../electron/contract/records.fixture.ts'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { recordingOf } from '../recordings.fixture.ts'
import { ignoredInWords } from '../vocabulary/foreign.ts'
import { explainAt } from './explanations.ts'
import { ignoredUntil } from './foreign.ts'

const ignored: TraceRecord = {
  ...{ kind: 'note', t: 0, participant: 'server' },
  text: 'server ignored 0x0499 (mp1 0x00000000, mp2 0x00000000): the server knows no such message.',
}

test('only what nobody of the run has posted comes from outside', () => {
  const records = [aMessage('posted'), aMessage('received'), ignored, aMessage('received', { id: 0x499 }), ignored]
  expect(ignoredUntil(records, 2)).toEqual({ outside: 0, own: 1 })
  expect(ignoredUntil(records, 4)).toEqual({ outside: 1, own: 1 })
})

test('a lost request is the client’s own', () => {
  const { records } = recordingOf('lost-request')
  expect(ignoredUntil(records, records.length)).toEqual({ outside: 0, own: 1 })
  expect(explainAt(records, records.length - 1)).toContain('1 message of the run’s own was ignored')
})

test('nothing is said of messages where none were ignored', () => {
  const { records } = recordingOf('child-reads')
  expect(ignoredInWords(ignoredUntil(records, records.length))).toBe('')
  expect(ignoredInWords({ outside: 2, own: 0 })).toBe('2 messages from outside the run were ignored.')
})
