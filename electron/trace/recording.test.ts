import { expect, test } from 'vitest'
import { aCall, anOutcome } from '../contract/records.fixture.ts'
import type { TraceHeader } from '../contract/trace.ts'
import { NoRecording, readRecording, writeRecording } from './recording.ts'

export const header: TraceHeader = {
  format: 'sharemem-trace',
  version: 1,
  scenario: 'request-reply',
  settings: { ask: 'lookup Fe' },
  platform: { os: 'linux', kernel: 'sysv', node: '20.19.0', arch: 'x64' },
  participants: [{ id: 'client', role: 'client', pid: 42 }],
}

test('a recording that was written is read again as it was', () => {
  const recording = { header, records: [aCall('DosFreeMem'), anOutcome()] }
  expect(readRecording(writeRecording(recording))).toEqual(recording)
})

test('lines may end as on Windows, and the last one without an end', () => {
  const text = writeRecording({ header, records: [anOutcome()] }).replaceAll('\n', '\r\n')
  expect(readRecording(text.trimEnd()).records).toHaveLength(1)
})

test.each([
  ['', /the file is empty/],
  ['hello', /line 1 is no JSON/],
  ['{"format":"sharemem-trace","version":2}', /not the header of a Sharemem trace, version 1/],
  [`${JSON.stringify(header)}\n{"kind":"call"}`, /line 2 is no record/],
  [`${JSON.stringify(header)}\n${JSON.stringify(anOutcome())}\n{`, /line 3 is no JSON/],
])('what is none is refused with a sentence: %s', (text, sentence) => {
  expect(() => readRecording(text)).toThrow(NoRecording)
  expect(() => readRecording(text)).toThrow(sentence)
})
