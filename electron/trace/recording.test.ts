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

const known = ['request-reply', 'welcome-text', 'peer-to-peer']
const read = (text: string) => readRecording(text, known)

test('a recording that was written is read again as it was', () => {
  const recording = { header, records: [aCall('DosFreeMem'), anOutcome()] }
  expect(read(writeRecording(recording))).toEqual(recording)
})

test('lines may end as on Windows, and the last one without an end', () => {
  const text = writeRecording({ header, records: [anOutcome()] }).replaceAll('\n', '\r\n')
  expect(read(text.trimEnd())).toEqual({ header, records: [anOutcome()] })
  // And what its editors write before it.
  expect(read(`\uFEFF${text}`)).toEqual({ header, records: [anOutcome()] })
})

test('of one that is cut off in its last line everything before is read, and it says where', () => {
  const text = writeRecording({ header, records: [aCall('DosFreeMem'), anOutcome()] })
  for (const cut of [2, 30, 60]) {
    expect(read(text.slice(0, -cut))).toEqual({ header, records: [aCall('DosFreeMem')], cutOff: 3 })
  }
  expect(read(text.slice(0, text.indexOf('\n') + 2))).toEqual({ header, records: [], cutOff: 2 })
})

const headerWith = (change: object) => JSON.stringify({ ...header, ...change })

test.each([
  ['', /the file is empty/],
  ['hello', /line 1 is no JSON/],
  ['{"format":"sharemem-trace","version":2}', /of version 2, and only version 1 is known here/],
  ['{"format":"sharemem-trace","version":1}', /not the header of a Sharemem trace, version 1/],
  [headerWith({ version: '1.1' }), /of version "1.1"/],
  [
    headerWith({ scenario: 'one' }),
    /‘one’, which is not known here: only request-reply, welcome-text and peer-to-peer/,
  ],
  [headerWith({ scenario: 's'.repeat(5000) }), `of the scenario ‘${'s'.repeat(60)}…’, which is not known here`],
  [headerWith({ settings: JSON.parse('{"__proto__":1}') }), /not the header of a Sharemem trace/],
  [`${JSON.stringify(header)}\n{"kind":"call"}`, /line 2 is no record/],
  [`${JSON.stringify(header)}\n{\n${JSON.stringify(anOutcome())}`, /line 2 is no JSON/],
  [`${JSON.stringify(header)}\n${JSON.stringify(anOutcome())}\n{\n`, /line 3 is no JSON/],
])('what is none is refused with a sentence: %s', (text, sentence) => {
  expect(() => read(text)).toThrow(NoRecording)
  expect(() => read(text)).toThrow(sentence)
})
