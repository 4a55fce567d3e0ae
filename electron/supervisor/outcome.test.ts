import { expect, test } from 'vitest'
import { stopped, type Verdict } from '../scenarios/process.ts'
import { completed, notTold, timedOut } from '../scenarios/request-reply/verdicts.ts'
import { judge, type Knowledge } from './outcome.ts'
import { aParty } from './party.fixture.ts'
import type { Party } from './party.ts'

const over = (id: 'client' | 'server', rest: Partial<Party> = {}) =>
  aParty(id, { phase: 'ended', done: true, exit: { code: 0, signal: null }, ...rest })
const nobody: Knowledge = {
  ...{ notStarted: null, stuck: null, forced: false, ending: false, objects: 'All is well.' },
  amend: (verdict) => verdict,
}
const client = over('client', { verdict: completed })

test('what the client saw is the outcome when nobody knows worse', () => {
  const seen = { ...completed, text: `${completed.text} All is well.` }
  expect(judge([client, over('server')], nobody)).toEqual(seen)
  expect(judge([over('client', { verdict: timedOut(500) }), over('server')], nobody).name).toBe('timeout')
})

test.each<[string, Partial<Party>, string, RegExp]>([
  ['a signal', { exit: { code: null, signal: 'SIGKILL' }, done: false }, 'crash', /The server was ended by SIGKILL/],
  ['an exit code', { exit: { code: 3, signal: null } }, 'crash', /exit code 3/],
  ['an end before its program was over', { done: false }, 'crash', /exit code 0/],
  ['an error of its program', { crash: 'TypeError: x\n at y' }, 'crash', /The server: TypeError: x\./],
  [
    'no answer at all',
    { hung: 'slept', killed: true, exit: { code: null, signal: 'SIGKILL' } },
    'timeout',
    /server slept, and/,
  ],
  ['a real fault on Linux', { exit: { code: null, signal: 'SIGSEGV' }, done: false }, 'trap', /SIGSEGV/],
  ['a real fault on Windows', { exit: { code: 0xc000_0005, signal: null }, done: false }, 'trap', /0xC0000005/],
  ['a trap', { verdict: { name: 'trap', text: 'server: touched freed memory.' } }, 'trap', /touched/],
])('%s of the server is graver', (_what, server, name, text) => {
  const verdict = judge([client, over('server', server)], nobody)
  expect(verdict.name).toBe(name)
  expect(verdict.text).toMatch(text)
})

test('a server that had to be ended when the run was over is no crash', () => {
  const killed = over('server', { killed: true, done: false, exit: { code: null, signal: 'SIGKILL' } })
  expect(judge([over('client', { verdict: stopped }), killed], nobody)).toEqual(stopped)
})

test('a program that could not be started is named', () => {
  expect(judge([client], { ...nobody, notStarted: 'server' })).toEqual({
    name: 'not-started',
    text: 'The server process could not be started.',
  })
})

test('what the scenario makes of a verdict counts, of one that all is well and of a crash as well', () => {
  const amend = () => ({ name: 'lost-request' as const, text: 'Request 3 was lost.' })
  const late = over('client', { verdict: timedOut(500) })
  expect(judge([late, over('server')], { ...nobody, amend })).toEqual(amend())
  expect(judge([client, over('server')], { ...nobody, amend })).toEqual(amend())
  const killed = over('server', { done: false, exit: { code: null, signal: 'SIGKILL' } })
  expect(judge([client, killed], { ...nobody, amend })).toEqual(amend())
})

test.each<[string, Partial<Party>, string]>([
  [
    'hung',
    { hung: 'slept' },
    'The client slept, and was ended. Everything that it and the other processes still held was freed.',
  ],
  [
    'waited in vain',
    { stranded: 'in Wait for Done' },
    'The client waited in vain in Wait for Done: nothing could wake it any more, so Sharemem ended it.',
  ],
])(
  'of a run in which one %s it is told as well who came through, and not something else instead',
  (_how, one, text) => {
    const parties = [over('client', { ...one, killed: true, done: false }), over('server')]
    const amend = ({ name, text }: Verdict) => ({ name, text: `${text} The server came through.` })
    expect(judge(parties, { ...nobody, amend })).toEqual({
      name: 'timeout',
      text: `${text} The server came through.`,
    })
    const lost = () => ({ name: 'lost-request' as const, text: 'Request 3 was lost.' })
    expect(judge(parties, { ...nobody, amend: lost })).toEqual({ name: 'timeout', text })
  },
)

test('a run that a person ends by force was stopped, however its processes looked then', () => {
  const killed = over('server', { killed: true, done: false, exit: { code: null, signal: 'SIGKILL' } })
  expect(judge([over('client'), killed], { ...nobody, forced: true }).name).toBe('stopped')
})

test('a server that trapped is why its client could not tell it to end', () => {
  const trapped = over('server', { verdict: { name: 'trap', text: 'server: touched freed memory.' } })
  expect(judge([over('client', { verdict: notTold }), trapped], nobody).name).toBe('trap')
})

test('a run that a person has ended before its judge began was stopped, and is no crash', () => {
  const verdicts = [true, false].map((ending) => judge([over('client'), over('server')], { ...nobody, ending }).name)
  expect(verdicts).toEqual(['stopped', 'completed'])
})

test('where nobody judges, all is well once every program has run to its end', () => {
  expect(judge([over('client'), over('server')], nobody)).toMatchObject({
    name: 'completed',
    text: expect.stringContaining('Every program has run to its end.'),
  })
})

test('of several that lead, one that did not get through counts more than those that did, and wrong data most', () => {
  const done = over('client', { verdict: completed })
  const late = over('server', { leads: true, verdict: timedOut(500) })
  expect(judge([done, late], nobody).name).toBe('timeout')
  const deceived = over('server', { leads: true, verdict: { name: 'wrong-data', text: 'server: another reply.' } })
  expect(judge([done, late, deceived], nobody)).toEqual({ name: 'wrong-data', text: 'server: another reply.' })
})

test.each<[string, Partial<Party>, string, RegExp]>([
  [
    'has crashed',
    { exit: { code: null, signal: 'SIGKILL' }, done: false },
    'crash',
    /^The server was ended by SIGKILL/,
  ],
  ['gave up', { verdict: { name: 'timeout', text: 'It gave up.' } }, 'timeout', /^It gave up\./],
  ['is done', { verdict: { name: 'completed', text: 'It is done.' } }, 'timeout', /^It is done\. All is well\./],
  ['says nothing', {}, 'timeout', /^The client waited in vain in Wait for Done: /],
])('why nobody was left to end a wait is told first: who %s', (_what, server, name, text) => {
  const waiting = over('client', { stranded: 'in Wait for Done', killed: true, done: false })
  const verdict = judge([waiting, over('server', server)], nobody)
  expect(verdict.name).toBe(name)
  expect(verdict.text).toMatch(text)
  expect(verdict.text).toMatch(/The client waited in vain in Wait for Done: .*so Sharemem ended it\.$/)
})

test('a program of somebody else’s that cannot be started is named, with how to name one', () => {
  const reader = over('server', { external: { commandLine: 'x.bat' }, link: null })
  const { name, text } = judge([client, reader], { ...nobody, notStarted: 'server' })
  expect(name).toBe('not-started')
  expect(text).toContain('no program that it can run in ‘x.bat’')
})
