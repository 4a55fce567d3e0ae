/** one-server-many-clients with real processes on a real kernel: every setting, preset and fault. */
import { expect, test } from 'vitest'
import type { CallRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { SHUTDOWN } from '../../electron/scenarios/one-server-many-clients/names.ts'
import { findScenario } from '../../electron/supervisor/resolve-settings.ts'
import { callsOf, type RunTrace, type Trace } from '../support/cli.ts'
import { livesOf, printed, storyOf } from '../support/stories.ts'

const NO_REPLY = 'Timeout waiting for the server'
const NO_SERVER = 'Server is not running'
const NOT_FREE = 'The server is not free'

interface Case {
  readonly ends: Trace['outcome']['name']
  /** In the outcome's sentence. */
  readonly says: string
  /** Lines that are printed, and those that are not. */
  readonly prints: string[]
  readonly not?: string[]
  /** One of the participant's calls with its result. */
  readonly calls?: [participant: string, call: string]
}

const presets: Record<string, Case> = {
  'in-turn': {
    ends: 'completed',
    says: 'The server answered 6 requests: 2 of each of 3 clients.',
    prints: ['server: Answered 6'],
  },
  'stale-done': {
    ends: 'wrong-data',
    says: 'client-2: 1 of 1 request got the reply to another request',
    prints: [`client-1: ${NO_REPLY}`, 'client-2: reply to client-1, request 1'],
  },
  'stale-done-mended': {
    ends: 'timeout',
    says: 'client-1: 1 of 1 request had no reply within 3000 ms',
    prints: [`client-1: ${NO_REPLY}`, 'client-2: reply to client-2, request 1'],
    not: ['client-2: reply to client-1, request 1'],
  },
  'stale-exec': {
    ends: 'wrong-data',
    says: 'client-1: 1 of 3 requests got the reply to another request',
    prints: [`client-1: ${NO_REPLY}`, 'client-1: reply to client-1, request 2'],
    not: ['client-1: reply to client-1, request 3'],
  },
  'stale-exec-mended': {
    ends: 'timeout',
    says: 'client-1: 1 of 3 requests had no reply within 2000 ms',
    prints: [`client-1: ${NO_REPLY}`, 'client-1: reply to client-1, request 3'],
    not: ['client-1: reply to client-1, request 2'],
  },
  abandoned: {
    ends: 'crash',
    says: 'Client-1',
    prints: [`client-2: ${NOT_FREE}`, `client-3: ${NOT_FREE}`],
    not: ['client-2: reply to client-2, request 1', 'client-3: reply to client-3, request 1'],
  },
  'abandoned-mended': {
    ends: 'crash',
    says: 'Client-1',
    prints: [2, 3].flatMap((client) =>
      [1, 2].map((request) => `client-${client}: reply to client-${client}, request ${request}`),
    ),
    not: [`client-2: ${NOT_FREE}`, `client-3: ${NOT_FREE}`],
  },
  'looks-alive': {
    ends: 'timeout',
    says: 'client-2: 1 of 1 request had no reply within 2000 ms',
    prints: ['client-1: reply to client-1, request 1', `client-2: ${NO_REPLY}`],
    calls: ['client-2', 'OpenFileMapping NO_ERROR'],
  },
  'looks-alive-mended': {
    ends: 'api-error',
    says: 'client-2: no server is running',
    prints: ['client-1: reply to client-1, request 1', `client-2: ${NO_SERVER}`],
    calls: ['client-2', 'OpenMutex ERROR_FILE_NOT_FOUND'],
  },
  polling: {
    ends: 'completed',
    says: 'answered 5 requests',
    prints: ['client-1: reply to client-1, request 5'],
    calls: ['server', 'WaitForSingleObject WAIT_TIMEOUT'],
  },
  'polling-mended': {
    ends: 'completed',
    says: 'answered 5 requests',
    prints: ['client-1: reply to client-1, request 5'],
    calls: ['server', 'WaitForMultipleObjects WAIT_OBJECT_0+1'],
  },
  'second-server': {
    ends: 'completed',
    says: 'The server answered 4 requests',
    prints: ['server-2: A server is running already', 'server: Answered 4'],
    calls: ['server-2', 'WaitForSingleObject WAIT_TIMEOUT'],
  },
}

/**
 * How long after its request each reply came, or was given up, in nanoseconds: on a busy machine a client may begin to wait
 * for it a while after it has asked.
 */
function latencies(records: TraceRecord[]) {
  const calls = callsOf(records)
  const isWait = ({ name, object }: CallRecord) =>
    name === 'WaitForSingleObject' && object === 'ApplicationSpecificDone'
  return calls.filter(isWait).map(({ participant, start, end }) => {
    const asked = calls.filter(
      (call) => call.participant === participant && call.name === 'SetEvent' && call.start < start,
    )
    return end - Math.max(...asked.map((call) => call.start))
  })
}

/** Who has the mutex, as it goes from one to the other. */
const owners = (records: TraceRecord[]) =>
  records.flatMap((record) =>
    record.kind === 'sync' && record.object === 'ApplicationSpecificFree'
      ? [`${record.event} ${record.participant}`]
      : [],
  )

/** What was made and has not gone by the end, as far as the trace tells. */
const undestroyed = (records: TraceRecord[], name: string) =>
  records
    .flatMap((record) => (record.kind === 'object' && record.object.startsWith(name) ? [record] : []))
    .filter(({ event }) => event === 'created' || event === 'destroyed')
    .reduce((live, { event }) => live + (event === 'created' ? 1 : -1), 0)

export function describeOneServerManyClients(run: RunTrace) {
  test('each preset is tried', () => {
    const { presets: offered } = findScenario('one-server-many-clients').info.lesson
    expect(Object.keys(presets)).toEqual(offered.map(({ id }) => id))
  })

  test.each(Object.entries(presets))('preset %s', async (id, { ends, says, prints, not = [], calls }) => {
    const { status, outcome, records, header } = await run(`--preset=${id}`)
    const told = printed(records)
    expect(told).toEqual(expect.arrayContaining(prints))
    expect(told.filter((line) => not.includes(line))).toEqual([])
    expect([status, outcome.name], outcome.text).toEqual([ends === 'completed' ? 0 : 1, ends])
    expect(outcome.text).toContain(says)
    if (calls) expect(storyOf(records, calls[0])).toContain(calls[1])
    // Also where who set it had it open for longer than the server. On Win32 the kernel does not tell of two at a time.
    if (header.platform.kernel === 'sysv' && ends !== 'crash') expect(undestroyed(records, SHUTDOWN)).toBe(0)
  })

  test('while who takes an abandoned mutex for not free lives, nobody else gets it', async () => {
    const { records } = await run('--preset=abandoned')
    const [, first, ...rest] = owners(records).filter((change) => change.startsWith('abandoned'))
    const [, deaf] = (first ?? '').split(' ')
    expect(deaf).toMatch(/^client-[23]$/)
    // It has the mutex until its end, which hands it on as abandoned once more.
    expect(rest.length).toBeGreaterThan(0)
    const from = owners(records).indexOf(first ?? '')
    const until = owners(records).indexOf(rest[0] ?? '', from + 1)
    const others = owners(records)
      .slice(from, until)
      .filter((change) => !change.endsWith(` ${deaf}`))
    expect(others).toEqual([])
  })

  test.each([
    [1, 1],
    [8, 5],
  ])('%i clients ask %i times, one at a time, and each gets its own replies', async (clients, requests) => {
    const { status, records, header } = await run(`clients=${clients}`, `requests=${requests}`, 'timeout=20000')
    expect(status).toBe(0)
    expect(header.participants.map(({ id }) => id)).toEqual([
      ...Array.from({ length: clients }, (_, index) => `client-${index + 1}`),
      'server',
    ])
    const told = printed(records)
    for (let client = 1; client <= clients; client += 1) {
      const replies = Array.from({ length: requests }, (_, index) => index + 1)
      expect(told.filter((line) => line.startsWith(`client-${client}: reply`))).toEqual(
        replies.map((request) => `client-${client}: reply to client-${client}, request ${request}`),
      )
    }
    const changes = owners(records)
    expect(changes).toHaveLength(2 * clients * requests)
    for (let at = 0; at < changes.length; at += 2) {
      const [, client] = (changes[at] ?? '').split(' ')
      expect(changes.slice(at, at + 2)).toEqual([`acquired ${client}`, `released ${client}`])
    }
  })

  test('the structure carries who asks, which request it is, and whose reply it is', async () => {
    const { records, header } = await run('clients=1', 'requests=2')
    const pid = (id: string) => header.participants.find((each) => each.id === id)?.pid
    const last = records.findLast((record) => record.kind === 'data' && record.access === 'read')
    const fields = last?.kind === 'data' ? (last.structure?.fields ?? []) : []
    expect(fields.map(({ offset, size }) => [offset, size])).toEqual([
      ...[0, 4, 8, 12].map((offset) => [offset, 4]),
      [16, 248],
      [264, 248],
    ])
    expect(fields.map(({ value }) => value)).toEqual([
      ...[pid('client-1'), 2, pid('server'), 2],
      'client-1, request 2',
      'reply to client-1, request 2',
    ])
  })

  test('each request that the server works at takes it that long', async () => {
    const all = await run('clients=1', 'requests=2', 'work=150')
    expect(latencies(all.records).filter((time) => time > 140e6)).toHaveLength(2)
    const second = await run('clients=1', 'requests=2', 'work=150', 'work-at=2')
    expect(storyOf(second.records, 'server').filter((call) => call === 'Sleep NO_ERROR')).toHaveLength(1)
    expect([all.status, second.status]).toEqual([0, 0])
  })

  test('a client waits for as long as it was told, and no longer', async () => {
    const { status, outcome, records } = await run('clients=1', 'requests=1', 'work=1500', 'timeout=300')
    expect([status, outcome.name], outcome.text).toEqual([1, 'timeout'])
    const [waited = 0] = latencies(records)
    expect(waited).toBeGreaterThan(295e6)
    expect(waited).toBeLessThan(1400e6)
  })

  test('a server that polls keeps its clients waiting, one that waits does not', async () => {
    const settings = ['clients=1', 'requests=4', 'poll=400']
    const polls = await run(...settings, 'version=original')
    const waits = await run(...settings, 'version=mended')
    const slow = (records: TraceRecord[]) => latencies(records).filter((time) => time > 200e6).length
    expect(slow(polls.records)).toBeGreaterThanOrEqual(3)
    expect(slow(waits.records)).toBeLessThan(3)
  })

  test.each(['together', 'later'])('clients that come %s', async (arrival) => {
    const { status, records } = await run(`arrival=${arrival}`, 'clients=2', 'requests=1')
    expect(status).toBe(0)
    const lives = livesOf(records)
    expect(lives.indexOf('server ready')).toBeLessThan(lives.indexOf('client-1 start'))
    if (arrival === 'later') expect(lives.indexOf('client-1 ready')).toBeLessThan(lives.indexOf('client-2 start'))
  })

  test('the server is started again while two clients run, and they carry on', async () => {
    const { records, outcome } = await run('servers=restarted', 'requests=3', 'timeout=600')
    const told = printed(records)
    const replies = told.filter((line) => /^client-\d: reply to/.test(line)).length
    if (outcome.name === 'completed') expect(outcome.text).toContain(`The server answered ${replies} requests`)
    expect(told).toContain('server: Answered 1')
    expect(told).toContain('server-2: A server before was ended while clients are running')
    expect(storyOf(records, 'server-2')).toContain('CreateFileMapping ERROR_ALREADY_EXISTS')
    for (const client of ['client-1', 'client-2']) {
      expect(told.some((line) => line.startsWith(`${client}: reply to ${client}, request`))).toBe(true)
      expect(storyOf(records, client).at(-1)).toBe('CloseHandle NO_ERROR')
    }
  })

  test('a client that is killed while it waits for its reply is told, and the other goes on', async () => {
    const { status, outcome, records } = await run('--fault=kill:client-1@12')
    expect([status, outcome.name], outcome.text).toEqual([1, 'crash'])
    expect(printed(records)).toContain('client-2: reply to client-2, request 2')
  })

  test('a server that hangs is ended, and its clients learn of it by their timeouts', async () => {
    const { status, outcome, records } = await run('--fault=hang:server@11:60000', 'timeout=600')
    expect([status, outcome.name], outcome.text).toEqual([1, 'timeout'])
    expect(outcome.text).toContain('The server neither waited for anybody nor went on')
    expect(outcome.text).toMatch(/(No client read a reply|read \d+ repl(y|ies)) of (its|their) own\.$/)
    expect(printed(records).some((line) => line.endsWith(NO_REPLY))).toBe(true)
  })

  test('a second server takes over from one that died, serves, and is closed with the last client', async () => {
    const { outcome, records } = await run('servers=second', '--fault=kill:server@11')
    expect(outcome.name).toBe('crash')
    expect(printed(records)).toContain('server-2: A server is running already')
    const early = await run('servers=second', '--fault=kill:server@3')
    expect(early.outcome.text).toContain('The server ')
    expect(printed(early.records)).toContain('server-2: Answered 4')
    expect(storyOf(early.records, 'server-2')).toContain('WaitForMultipleObjects WAIT_OBJECT_0+1')
  })

  test.each(['original', 'mended'])('%s: without a server no client can start', async (version) => {
    const { status, records } = await run('--fault=kill:server@3', `version=${version}`)
    expect([status, printed(records).toSorted()]).toEqual([1, [`client-1: ${NO_SERVER}`, `client-2: ${NO_SERVER}`]])
  })
}
