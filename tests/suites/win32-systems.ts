/** parent-and-child and welcome-text with real processes on a real kernel: every setting, and the faults they offer. */
import { describe, expect, test } from 'vitest'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { scenarios } from '../../electron/scenarios/catalogue.ts'
import { findScenario } from '../../electron/supervisor/resolve-settings.ts'
import { callsOf, type RunTrace } from '../support/cli.ts'
import { livesOf, printed, storyOf, usagesOf } from '../support/stories.ts'
import { describeFileSearch, type Place } from './file-search.ts'
import { describeOneServerManyClients } from './one-server-many-clients.ts'
import { describePeerToPeer } from './peer-to-peer.ts'

export function describeWin32Systems(
  kernel: string,
  runTraceOf: (scenario: string) => RunTrace,
  place: Omit<Place, 'run'>,
) {
  describe(`parent-and-child on ${kernel}`, () => describeParentAndChild(runTraceOf('parent-and-child')))
  describe(`welcome-text on ${kernel}`, () => describeWelcomeText(kernel, runTraceOf('welcome-text')))
  describe(`one-server-many-clients on ${kernel}`, () =>
    describeOneServerManyClients(runTraceOf('one-server-many-clients')))
  describe(`file-search on ${kernel}`, () => describeFileSearch({ run: runTraceOf('file-search'), ...place }))
  describe(`peer-to-peer on ${kernel}`, () => describePeerToPeer(runTraceOf('peer-to-peer')))
}

/** Where the child's end stands, and the wait that it ends. */
function endAndWait(records: readonly TraceRecord[]) {
  const ends = (record: TraceRecord) =>
    record.kind === 'process' && record.participant === 'child' && ['exit', 'crash'].includes(record.event)
  const waits = (record: TraceRecord) => record.kind === 'call' && record.name === 'WaitForSingleObject'
  return [records.findIndex(ends), records.findIndex(waits)] as const
}

function describeParentAndChild(run: RunTrace) {
  const texts = ['Data from first process', 'Grüße 👋', 'x'.repeat(1023), '']
  test.each(texts)('the child prints “%s”, which the parent has stored', async (text) => {
    const { status, outcome, records } = await run(`text=${text}`)
    expect([status, outcome.name], outcome.text).toEqual([0, 'completed'])
    expect(outcome.text).toContain(`“${text}”`)
    expect(printed(records)).toEqual([
      `parent: First process: ${text}`.trimEnd(),
      `child: Second process: ${text}`.trimEnd(),
    ])
  })

  test('the parent holds the memory until the child, which holds it as well, has ended', async () => {
    const { records, header } = await run()
    expect(header.participants.map(({ id, program, tone, side }) => [id, program, tone, side])).toEqual([
      ['parent', 'parent', 'blue', 'left'],
      ['child', 'child', 'green', 'right'],
    ])
    expect(usagesOf(records)).toEqual(['1 parent', '2 parent child', '1 parent', '0'])
    const wait = callsOf(records).find(({ name }) => name === 'WaitForSingleObject')
    const child = header.participants.find(({ id }) => id === 'child')
    expect([wait?.object, wait?.args.dwMilliseconds]).toEqual([`process#${child?.pid}`, 'INFINITE'])
    const [ended, woken] = endAndWait(records)
    expect([ended >= 0, ended]).toEqual([true, woken - 1])
    expect(storyOf(records, 'child')).toEqual([
      ...['OpenFileMapping NO_ERROR', 'MapViewOfFile NO_ERROR', 'printf 40'],
      ...['UnmapViewOfFile NO_ERROR', 'CloseHandle NO_ERROR', 'getchar 13'],
    ])
  })

  test.each([
    ['original', 1],
    ['mended', 3],
  ])('%s: the parent closes %i handles', async (version, count) => {
    const { status, records } = await run(`version=${version}`)
    expect(status).toBe(0)
    const closed = callsOf(records).filter(
      ({ name, participant }) => name === 'CloseHandle' && participant === 'parent',
    )
    expect(closed).toHaveLength(count)
  })

  test('a child that is killed ends the wait of its parent, and is told', async () => {
    const { status, outcome, records } = await run('--preset=child-dies')
    expect([status, outcome.name], outcome.text).toEqual([1, 'crash'])
    expect(storyOf(records, 'parent')).toContain('WaitForSingleObject WAIT_OBJECT_0')
    const [ended, woken] = endAndWait(records)
    expect(ended).toBeLessThan(woken)
    expect(usagesOf(records).at(-1)).toBe('0')
  })

  test('a parent that is killed takes no child with it that has begun to read', async () => {
    const { status, outcome } = await run('--fault=kill:parent@5')
    expect([status, outcome.name], outcome.text).toEqual([1, 'crash'])
    expect(outcome.text).toContain('The parent')
  })

  test('a child that hangs is ended, and its parent is not', async () => {
    const { status, outcome } = await run('--fault=hang:child@2:60000', 'timeout=1500')
    expect([status, outcome.name], outcome.text).toEqual([1, 'timeout'])
    expect(outcome.text).toContain('for which the parent waited in WaitForSingleObject')
  })
}

function describeWelcomeText(kernel: string, run: RunTrace) {
  const { info } = findScenario('welcome-text')
  const texts = [
    String(info.settings.find(({ key }) => key === 'text')?.default),
    'Grüß Gott, 你好, 👋',
    'w'.repeat(1023),
  ]
  test.each(texts)('the reader prints “%s”, which the creator has written', async (text) => {
    const { status, outcome, records } = await run(`text=${text}`)
    expect([status, outcome.name], outcome.text).toEqual([0, 'completed'])
    expect(printed(records)).toEqual([`reader: Server told us : ${text}`])
    expect(usagesOf(records)).toEqual(['1 creator', '2 creator reader', '1 creator', '0'])
  })

  test.each(['Global', 'Local'])('in the namespace %s', async (namespace) => {
    const { status, records } = await run(`namespace=${namespace}`)
    expect(status).toBe(0)
    const object = `${namespace}\\www.cpp-blog.com`
    expect(records.find((record) => record.kind === 'count')).toMatchObject({ object })
    const told = records.some((record) => record.kind === 'note' && record.text.includes('SeCreateGlobalPrivilege'))
    // Where the kernel itself would refuse, nothing has to be told.
    expect(told).toBe(namespace === 'Global' && kernel !== 'Win32')
  })

  test.each(['too-early', 'too-late'])('who comes %s finds nothing', async (reader) => {
    const { status, outcome, records } = await run(`reader=${reader}`)
    expect([status, outcome.name], outcome.text).toEqual([1, 'api-error'])
    expect(outcome.text).toContain('reader: OpenFileMapping failed with 2 ERROR_FILE_NOT_FOUND')
    expect(printed(records)).toEqual(['reader: OpenFileMapping Failed!'])
    expect(usagesOf(records)).toEqual(['1 creator', '0'])
    const [early, late] = reader === 'too-early' ? ['reader', 'creator'] : ['creator', 'reader']
    const lives = ['start', 'ready', 'exit'].map((event) => `${early} ${event}`)
    expect(livesOf(records).slice(0, 4)).toEqual([...lives, `${late} start`])
  })

  test.each([
    ['original', 2 * 49],
    ['mended', 2 * 50],
  ])('%s: %i bytes are written', async (version, length) => {
    const { status, records } = await run(`version=${version}`)
    expect(status).toBe(0)
    expect(records.find((record) => record.kind === 'data' && record.access === 'write')).toMatchObject({ length })
  })

  test('the object of a creator that was killed is gone', async () => {
    const { status, outcome, records } = await run('--preset=creator-dies')
    expect([status, outcome.name], outcome.text).toEqual([1, 'crash'])
    expect(storyOf(records, 'reader')).toContain('OpenFileMapping ERROR_FILE_NOT_FOUND')
  })

  test('a reader that hangs is ended, and the creator ends after it', async () => {
    const { status, outcome, records } = await run('--fault=hang:reader@1:60000', 'timeout=1500')
    expect([status, outcome.name], outcome.text).toEqual([1, 'timeout'])
    expect(storyOf(records, 'creator').at(-1)).toBe('CloseHandle NO_ERROR')
  })
}

test('every scenario has a test of its own', () => {
  expect(scenarios.map(({ info }) => info.id)).toEqual([
    'request-reply',
    'one-server-many-clients',
    'parent-and-child',
    'welcome-text',
    'file-search',
    'peer-to-peer',
  ])
})
