import { expect, test } from 'vitest'
import { aCall } from '../../contract/records.fixture.ts'
import type { OutcomeRecord, TraceHeader } from '../../contract/trace.ts'
import { createTraceWriter } from './trace-writer.ts'

const header = (...ids: string[]): TraceHeader => ({
  format: 'sharemem-trace',
  version: 1,
  scenario: 'request-reply',
  settings: {},
  platform: { os: 'linux', kernel: 'sysv', node: '20.19.0', arch: 'x64' },
  participants: ['client', 'server'].map((id, index) => ({
    id,
    role: id,
    pid: ids.includes(id) ? 100 + index : null,
  })),
})
const outcome: OutcomeRecord = {
  kind: 'outcome',
  t: 9,
  ok: false,
  name: 'not-started',
  text: 'It did not start.',
  requests: [],
  foreign: 0,
}

function write() {
  const lines: { kind?: string; format?: string; participants?: unknown[] }[] = []
  const writer = createTraceWriter((text) => {
    for (const line of text.trim().split('\n')) lines.push(JSON.parse(line))
  })
  return { writer, lines }
}

test('the header comes first, once everybody has a process', () => {
  const { writer, lines } = write()
  writer.header(header('client'))
  writer.records([aCall('WinInitialize')])
  expect(lines).toEqual([])
  writer.header(header('client', 'server'))
  writer.records([aCall('DosExecPgm')])
  expect(lines.map(({ kind, format }) => kind ?? format)).toEqual(['sharemem-trace', 'call', 'call'])
  expect(lines[0]?.participants).toMatchObject([{ pid: 100 }, { pid: 101 }])
  writer.records([aCall('WinGetMsg')])
  expect(lines).toHaveLength(4)
})

test('a run whose server never started is written all the same', () => {
  const { writer, lines } = write()
  writer.header(header('client'))
  writer.records([aCall('DosExecPgm'), outcome])
  expect(lines.map(({ kind, format }) => kind ?? format)).toEqual(['sharemem-trace', 'call', 'outcome'])
})

test('nobody waits for the process id of a program that somebody else starts', () => {
  const written: string[] = []
  const writer = createTraceWriter((text) => written.push(text), ['server'])
  writer.header(header('client'))
  writer.records([aCall('WinInitialize')])
  expect(written.join('').trim().split('\n')).toHaveLength(2)
})
