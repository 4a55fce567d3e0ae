import { expect, test } from 'vitest'
import { anOutcome, someData } from '../../contract/records.fixture.ts'
import type { OutcomeRecord, TraceHeader, TraceRecord } from '../../contract/trace.ts'
import { findScenario } from '../../supervisor/resolve-settings.ts'
import { anExchange, fixedExchanges } from '../../trace/exchanges.fixture.ts'
import type { Exchange } from '../../trace/exchanges.ts'
import { createSummary } from './summary.ts'

const header: TraceHeader = {
  format: 'sharemem-trace',
  version: 1,
  scenario: 'request-reply',
  settings: {},
  platform: { os: 'linux', kernel: 'sysv', node: '20.0.0', arch: 'x64' },
  participants: [
    { id: 'client', role: 'client', pid: 11 },
    { id: 'server', role: 'server', pid: 12 },
  ],
}
const outcome = (rest: Partial<OutcomeRecord> = {}) => anOutcome({ t: 12_400_000, text: 'All is well.', ...rest })
const iron = { symbol: 'Fe', name: 'Iron', number: 26, mass: 55.845, category: 'transition metal' }
const reply = (id: number, fields = {}, rows: (typeof iron)[] = [], rest = {}) =>
  someData('read', 'U0hNMg==', { name: 'REPLY', fields: { id, status: 0, ...fields }, rows }, rest)

function linesOf(records: TraceRecord[], all: readonly Exchange[], end = outcome(), about = header) {
  const summary = createSummary(findScenario('request-reply'))
  for (const record of records) summary.records([record])
  return summary.text(about, end, fixedExchanges(all)).split('\n')
}

test('a run is told from where it ran over what was asked and answered to how it ended', () => {
  const moments = Object.entries({
    allocated: 100_000,
    given: 112_500,
    posted: 120_000,
    received: 250_000,
    acknowledged: 260_000,
    'client freed': 270_000,
    'server freed': 300_000,
    replied: 20_100_000,
  }).map(([name, t]) => ({ name, by: null, t }))
  expect(linesOf([reply(1, {}, [iron])], [anExchange({ moments })])).toEqual([
    'request-reply on Linux, System V IPC: client 11, server 12',
    '',
    'Request 1: lookup Fe',
    '  = Fe Iron, 26, 55.845 u, transition metal',
    '  0x6FFF0000 allocated at 100 µs, given +12.5 µs, posted +20.0 µs, received +150 µs, acknowledged +160 µs, ' +
      'client freed +170 µs, server freed +200 µs, replied +20.0 ms',
    '',
    'Completed after 12.4 ms: All is well.',
    '',
  ])
})

test('what is missing of a request is remarked, and one that nobody knows the object of is told without', () => {
  const moments = ['posted', 'client freed'].map((name, index) => ({
    name,
    by: 'client',
    t: 3000 + index * 500,
  }))
  expect(linesOf([], [anExchange({ moments, object: null })])).toContain(
    '  posted at 3.0 µs, client freed +0.5 µs, not acknowledged',
  )
})

test.each([
  ['an echoed text', reply(1, { text: 'Hello' }), '  = Hello'],
  ['an empty text', reply(1, { text: '' }), '  = '],
  ['no element', reply(1, { status: 2 }), '  = nothing found'],
  ['no reply', someData('read', '', undefined), '  no answer'],
  ['what the server writes', reply(1, {}, [iron], { access: 'write', participant: 'server' }), '  no answer'],
  ['the answer to another request', reply(2, {}, [iron]), '  no answer'],
])('%s as an answer', (_what, record, line) => {
  expect(linesOf([record], [anExchange()])[3]).toBe(line)
})

test('an answer that was cut says what all of it would need', () => {
  const lines = linesOf([reply(1, { status: 234, sizeNeeded: 5000 }, [iron])], [anExchange()])
  expect(lines.slice(3, 5)).toEqual([
    '  = Fe Iron, 26, 55.845 u, transition metal',
    '  (cut: the whole answer needs 5000 bytes)',
  ])
})

test.each([
  [0, []],
  [10, []],
  [11, ['... and 1 more request.']],
  [12, ['... and 2 more requests.']],
])('of %d requests the first ten are told one by one, with their answers', (count, more) => {
  const requests = Array.from({ length: count }, (_, index) => anExchange({ id: index + 1 }))
  const answers = requests.map(({ id }) => reply(id ?? 0, { text: `answer ${id}` }))
  const lines = linesOf(answers, requests)
  const told = Math.min(count, 10)
  expect(lines.filter((line) => line.startsWith('Request '))).toHaveLength(told)
  expect(lines.filter((line) => line.startsWith('  = answer '))).toHaveLength(told)
  expect(lines.filter((line) => line.startsWith('...'))).toEqual(more)
})

test('notes and faults stand before the end, which says what failed', () => {
  const remark = (kind: 'note' | 'fault', text: string): TraceRecord => ({ kind, t: 0, participant: null, text })
  const end = outcome({ ok: false, name: 'crash', text: 'The server was ended by SIGKILL.' })
  expect(linesOf([remark('note', 'Removed a queue.'), remark('fault', 'server: killed.')], [], end).slice(1)).toEqual(
    [
      '',
      'Removed a queue.',
      'server: killed.',
      '',
      'Failed (crash) after 12.4 ms: The server was ended by SIGKILL.',
      '',
    ],
  )
})

test.each([
  [{}, 'Windows, Win32: '],
  [{ wine: '9.0' }, 'Windows, Win32 of Wine 9.0: '],
])('Microsoft’s kernel and Wine’s are told apart', (rest, where) => {
  const platform = { os: 'win32', kernel: 'win32', node: '20.0.0', arch: 'x64', ...rest } as const
  expect(linesOf([], [], outcome(), { ...header, platform })[0]).toContain(where)
})

test('what others have named or printed cannot command the terminal, or pass for a line of its own', () => {
  const text = 'File found : x\n\nCompleted after 1 s: all is well.\n\x1b[8m\x9b31m'
  const lines = linesOf([{ kind: 'output', t: 0, participant: 'client', text }], [])
  expect(lines).toContain('client prints: File found : x␊␊Completed after 1 s: all is well.␊␛[8m\ufffd31m')
})

test('who was not started by the run has no number', () => {
  const participants = [...header.participants.slice(0, 1), { id: 'server', role: 'server', pid: null }]
  expect(linesOf([], [], outcome(), { ...header, participants })[0]).toContain('client 11, server (not started here)')
})
