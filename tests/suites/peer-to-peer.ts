/** peer-to-peer with real processes on a real kernel: every setting, preset and fault. */
import { expect, test } from 'vitest'
import { findScenario } from '../../electron/supervisor/resolve-settings.ts'
import type { RunTrace, Trace } from '../support/cli.ts'
import { livesOf, printed, storyOf, usagesOf } from '../support/stories.ts'

const HALF = 'peer-1: Half of the data is written!'
const OPENED = 'peer-1: Shared data is successfully opened!'
const FIRST = 'peer-1: Came first: Update'
const SECOND = 'peer-2: Came second: Update'
const BOX = 'opener: Shared data opened successfully'

interface Case {
  readonly ends: Trace['outcome']['name']
  /** In the outcome's sentence. */
  readonly says: string
  readonly prints: string[]
  /** One of the participant's calls with its result. */
  readonly calls?: [participant: string, call: string]
}

const presets: Record<string, Case> = {
  race: {
    ends: 'wrong-data',
    says: 'read “Upd” where “Update” was to be',
    prints: [HALF, 'peer-2: Came second: Upd', FIRST],
    calls: ['peer-2', 'GetLastError ERROR_ALREADY_EXISTS'],
  },
  empty: {
    ends: 'wrong-data',
    says: 'read “” where “Update” was to be',
    prints: [OPENED, 'peer-2: Came second:', FIRST],
  },
  mutex: {
    ends: 'completed',
    says: 'read what the first had stored: “Update”',
    prints: [HALF, FIRST, SECOND],
    calls: ['peer-2', 'WaitForSingleObject WAIT_OBJECT_0'],
  },
  flag: {
    ends: 'completed',
    says: 'read what the first had stored: “Update”',
    prints: [HALF, FIRST, SECOND],
    calls: ['peer-2', 'Sleep NO_ERROR'],
  },
  'first-dies': {
    ends: 'crash',
    says: 'Peer-1',
    prints: [OPENED, 'peer-2: Shared data is successfully opened!', 'peer-2: Came first: Update'],
    calls: ['peer-2', 'WaitForSingleObject WAIT_ABANDONED_0'],
  },
  penghao: {
    ends: 'completed',
    says: 'The opener found the creator’s memory and read what lay there: “Update”',
    prints: [BOX, 'opener: Update'],
    calls: ['creator', 'ShellExecute NO_ERROR'],
  },
  'too-early': {
    ends: 'trap',
    says: 'access violation 0xC0000005 at 0x00000000',
    prints: [],
    calls: ['opener', 'MapViewOfFile ERROR_INVALID_HANDLE'],
  },
  'too-early-mended': {
    ends: 'api-error',
    says: 'opener: OpenFileMapping failed with 2 ERROR_FILE_NOT_FOUND',
    prints: [],
  },
  'as-printed': {
    ends: 'api-error',
    says: 'creator: MapViewOfFile failed with 87 ERROR_INVALID_PARAMETER',
    prints: [],
  },
}

/** Who prints first when two run at the same time is decided by chance. */
const inAnyOrder = (lines: string[]) => lines.toSorted()

export function describePeerToPeer(run: RunTrace) {
  test('each preset is tried', () => {
    expect(Object.keys(presets)).toEqual(findScenario('peer-to-peer').info.lesson.presets.map(({ id }) => id))
  })

  test.each(Object.entries(presets))('preset %s', async (id, { ends, says, prints, calls }) => {
    const { status, outcome, records } = await run(`--preset=${id}`)
    expect([status, outcome.name], outcome.text).toEqual([ends === 'completed' ? 0 : 1, ends])
    expect(outcome.text).toContain(says)
    expect(inAnyOrder(printed(records))).toEqual(inAnyOrder(prints))
    if (calls) expect(storyOf(records, calls[0])).toContain(calls[1])
  })

  test('the first holds the memory until the second, which holds it as well, has ended', async () => {
    const { records, header } = await run('second=afterwards')
    expect(header.participants.map(({ id, program, tone }) => [id, program, tone])).toEqual([
      ['peer-1', 'peer', 'neutral'],
      ['peer-2', 'peer', 'neutral'],
    ])
    expect(usagesOf(records)).toEqual(['1 peer-1', '2 peer-1 peer-2', '1 peer-1', '0'])
    expect(storyOf(records, 'peer-2')).toEqual([
      ...['CreateMutex ERROR_ALREADY_EXISTS', 'WaitForSingleObject WAIT_OBJECT_0'],
      ...['CreateFileMapping ERROR_ALREADY_EXISTS', 'GetLastError ERROR_ALREADY_EXISTS', 'MapViewOfFile NO_ERROR'],
      ...['ReleaseMutex NO_ERROR', 'printf 20'],
      ...['UnmapViewOfFile NO_ERROR', 'CloseHandle NO_ERROR', 'CloseHandle NO_ERROR'],
    ])
  })

  test('started at once, either comes first, and the other reads what it has stored', async () => {
    const { status, records, outcome } = await run()
    expect([status, outcome.name], outcome.text).toEqual([0, 'completed'])
    const told = printed(records).map((line) => line.slice('peer-1: '.length))
    expect(inAnyOrder(told)).toEqual(['Came first: Update', 'Came second: Update'])
  })

  test.each(['original', 'mended'])(
    '%s, before the data, with the flag: what is read is complete',
    async (version) => {
      const { status, records } = await run('second=before-data', 'ready=on', `version=${version}`)
      expect([status, inAnyOrder(printed(records))]).toEqual([0, inAnyOrder([OPENED, FIRST, SECOND])])
    },
  )

  test.each(['', 'Ä', 'Grüße, 你好, 👋', 'x'.repeat(1019)])('“%s” arrives in two parts', async (text) => {
    const { status, outcome } = await run('second=half-way', 'ready=on', `text=${text}`)
    expect([status, outcome.text.includes(`“${text}”`)]).toEqual([0, true])
  })

  test.each([
    ['afterwards', 'completed', 0],
    ['too-late', 'api-error', 1],
  ])('an opener that a person starts %s', async (second, name, status) => {
    const told = await run('mode=creator', `second=${second}`)
    expect([told.status, told.outcome.name], told.outcome.text).toEqual([status, name])
    expect(livesOf(told.records).slice(0, 3)).toEqual(
      ['start', 'ready', ...(second === 'too-late' ? ['exit'] : [])]
        .map((event) => `creator ${event}`)
        .concat(second === 'too-late' ? [] : ['opener start']),
    )
  })

  test.each([
    ['original', 0],
    ['mended', 1],
  ])('%s: the creator closes %i handles', async (version, count) => {
    const { status, records } = await run('mode=creator', `version=${version}`)
    expect(status).toBe(0)
    expect(storyOf(records, 'creator').filter((call) => call.startsWith('CloseHandle'))).toHaveLength(count)
    expect(usagesOf(records).at(-1)).toBe('0')
  })

  test.each([
    ['low', 'ERROR_MAPPED_ALIGNMENT'],
    ['high', 'ERROR_INVALID_PARAMETER'],
  ])('1024 as the %s offset: %s, and the original touches a null pointer', async (view, error) => {
    const { status, outcome, records } = await run('mode=creator', 'version=original', `view=${view}`)
    expect([status, outcome.name], outcome.text).toEqual([1, 'trap'])
    expect(storyOf(records, 'creator')).toContain(`MapViewOfFile ${error}`)
    const mended = await run(`view=${view}`)
    expect([mended.status, mended.outcome.name], mended.outcome.text).toEqual([1, 'api-error'])
    expect(mended.outcome.text).toContain(`MapViewOfFile failed with`)
  })

  test('a first peer that is killed is told, and the second goes on without it', async () => {
    const { status, outcome, records } = await run('--fault=kill:peer-1@6')
    expect([status, outcome.name], outcome.text).toEqual([1, 'crash'])
    expect(printed(records).at(-1)).toMatch(/^peer-2: Came (first|second): Update$/)
  })

  test('a first peer that hangs for a while keeps the other waiting for the mutex, and no longer', async () => {
    const { status, outcome } = await run('--fault=hang:peer-1@6:2000')
    expect([status, outcome.name], outcome.text).toEqual([0, 'completed'])
    const ended = await run('--fault=hang:peer-1@6:60000', 'timeout=500')
    expect([ended.status, ended.outcome.name], ended.outcome.text).toEqual([1, 'timeout'])
    expect(ended.outcome.text).toContain('Peer-1 neither waited for anybody nor went on')
    expect(ended.outcome.text).toMatch(/Peer-2 came (first|second), and read “Update”\.$/)
  })
}
