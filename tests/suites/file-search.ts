/** file-search with real processes on a real kernel: every preset, and folders against listings of Node's. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findPreset, findScenario } from '../../electron/supervisor/resolve-settings.ts'
import type { RunTrace, Trace } from '../support/cli.ts'
import { callsOf } from '../support/cli.ts'
import { carried, fill, found, listing, SAMPLE, withSlashes } from '../support/searched.ts'
import { printed, storyOf, usagesOf } from '../support/stories.ts'

/** Where the tests differ from kernel to kernel. */
export interface Place {
  readonly run: RunTrace
  /** A path of this machine as the programs know it. */
  readonly told: (path: string) => string
  /** Whether the sample with a link can be made there. */
  readonly makesLinks: boolean
  /** The files of the larger folder. */
  readonly many: number
}

const NEW_DATA = 'Global\\IPC_Test_ServerNewData'
const IN_VAIN = `The client waited in vain in WaitForSingleObject for ${NEW_DATA}`

interface Case {
  readonly ends: Trace['outcome']['name']
  /** In the outcome's sentence. */
  readonly says: readonly string[]
  /** The files that the client prints, or than how many there are more. */
  readonly files: readonly string[] | number
  readonly also?: readonly string[]
  /** One of the participant's calls with its result. */
  readonly calls?: [participant: string, call: string]
}

/** What the presets wait for, made shorter. */
function hurried(id: string): string[] {
  const { timeout, delay } = findPreset(findScenario('file-search'), id).settings
  return [...(timeout === undefined ? [] : ['timeout=800']), ...(delay === undefined ? [] : ['delay=1300'])]
}

const bare = (paths: readonly string[]) => paths.map((path) => path.split('/').at(-1) ?? '')

const presets: Record<string, Case> = {
  stream: { ends: 'completed', says: ['5 files of 4 folders sent.'], files: SAMPLE, also: ['client: Done.'] },
  'give-up': {
    ends: 'timeout',
    says: ['The server gave up: its last record was not taken within 800 ms; 2 files', IN_VAIN],
    files: bare(SAMPLE.slice(0, 2)),
    also: ['server: server done'],
    calls: ['server', 'WaitForSingleObject WAIT_TIMEOUT'],
  },
  'give-up-mended': {
    ends: 'timeout',
    says: ['The server has ended before its end marker: 2 files arrived'],
    files: SAMPLE.slice(0, 2),
    calls: ['client', 'WaitForMultipleObjects WAIT_OBJECT_0+1'],
  },
  'marker-lost': {
    ends: 'timeout',
    says: ['The server sent all but the end marker', IN_VAIN],
    files: bare(SAMPLE),
    also: ['server: server done'],
  },
  'marker-lost-mended': {
    ends: 'timeout',
    says: ['The server has ended before its end marker: 5 files arrived'],
    files: SAMPLE,
  },
  'server-dies': { ends: 'crash', says: ['The server', IN_VAIN], files: [] },
  'server-dies-mended': {
    ends: 'crash',
    says: ['The server'],
    files: [],
    calls: ['client', 'WaitForMultipleObjects WAIT_OBJECT_0+1'],
  },
  loop: { ends: 'trap', says: ['stack buffer overrun 0xC0000409: wcscat wrote', IN_VAIN], files: 5 },
  'loop-mended': {
    ends: 'completed',
    says: ['5 files of 4 folders sent; 1 link was not followed.'],
    files: SAMPLE,
    also: ['server: Link not followed : pictures/back to where the search has begun'],
  },
  awkward: { ends: 'trap', says: ['stack buffer overrun 0xC0000409: wcscat wrote', IN_VAIN], files: [] },
  'awkward-mended': { ends: 'completed', says: ['1 path was too long for the record'], files: SAMPLE },
  'no-folder': { ends: 'completed', says: ['0 files of 0 folders sent.'], files: [], also: ['client: Done.'] },
  'no-folder-mended': { ends: 'completed', says: ['1 folder could not be read.'], files: [] },
}

export function describeFileSearch({ run, told, makesLinks, many }: Place) {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'searched-'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
    // Nothing of a sample is left.
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('sharemem-files-'))).toEqual([])
  })

  test('each preset is tried', () => {
    expect(Object.keys(presets)).toEqual(findScenario('file-search').info.lesson.presets.map(({ id }) => id))
  })

  /** The same as the sample, where that cannot be made. */
  function withLink(id: string): string[] {
    if (makesLinks || !id.startsWith('loop')) return []
    for (const path of SAMPLE) {
      mkdirSync(join(folder, path, '..'), { recursive: true })
      writeFileSync(join(folder, path), path)
    }
    symlinkSync(folder, join(folder, 'pictures', 'back to where the search has begun'))
    return [`folder=${told(folder)}`]
  }

  test.each(Object.entries(presets))('preset %s', async (id, { ends, says, files, also = [], calls }) => {
    const { status, outcome, records } = await run(`--preset=${id}`, ...hurried(id), ...withLink(id))
    expect([status, outcome.name], outcome.text).toEqual([ends === 'completed' ? 0 : 1, ends])
    for (const part of says) expect(outcome.text).toContain(part)
    if (typeof files === 'number') expect(found(records).length).toBeGreaterThan(files)
    else expect(found(records)).toEqual(files)
    expect(printed(records).map(withSlashes)).toEqual(expect.arrayContaining([...also]))
    if (calls) expect(storyOf(records, calls[0])).toContain(calls[1])
    expect(usagesOf(records).at(-1)).toBe('0')
  })

  async function nothingIsLost(count: number, folders: number) {
    fill(folder, count, folders)
    const { status, outcome, records } = await run(`folder=${told(folder)}`, 'timeout=20000')
    expect([status, outcome.name], outcome.text).toEqual([0, 'completed'])
    const files = found(records)
    expect(files.toSorted()).toEqual(listing(folder).toSorted())
    // What was written is read, in the same order, and the end marker is the last of it.
    const written = carried(records, 'write')
    expect(carried(records, 'read')).toEqual(written)
    expect(written.map(withSlashes)).toEqual([...files, ''])
    expect(outcome.text).toContain(`${count.toLocaleString('en-US')} ${count === 1 ? 'file' : 'files'} of`)
  }

  test('one file arrives', () => nothingIsLost(1, 1))
  // Some 30 seconds on a machine at rest.
  test(`of ${many} files none is lost, doubled or out of order`, () => nothingIsLost(many, 40), 300_000)

  test.each(['original', 'mended'])(
    '%s: the objects, the record and the calls are those of the listings',
    async (version) => {
      writeFileSync(join(folder, 'one.txt'), '12345')
      const { records, header } = await run(`version=${version}`, `folder=${told(folder)}`)
      expect(header.participants.map(({ id, program, tone, side }) => [id, program, tone, side])).toEqual([
        ['client', 'client', 'blue', 'left'],
        ['server', 'server', 'green', 'right'],
      ])
      const made = records.flatMap((record) =>
        record.kind === 'object' && record.event === 'created' && record.type !== 'process' ? [record.object] : [],
      )
      expect(made.filter((name) => name !== 'Global\\IPC_Test_Cancel')).toEqual([
        NEW_DATA,
        'Global\\IPC_Test_ClientReadFinish',
        'Global\\IPC_Test_LockMutex',
        'Global\\www.cpp-blog.com',
      ])
      expect(usagesOf(records)).toEqual(['1 client', '2 client server', ...usagesOf(records).slice(2)])
      const data = records.find((record) => record.kind === 'data' && record.access === 'write')
      const fields = data?.kind === 'data' ? (data.structure?.fields ?? []) : []
      expect(data).toMatchObject({ length: 592 })
      expect(fields.map(({ name, offset }) => [name, offset])).toEqual([
        ...[
          ['dwFileAttributes', 0],
          ['ftCreationTime', 4],
          ['ftLastAccessTime', 12],
          ['ftLastWriteTime', 20],
        ],
        ...[
          ['nFileSizeHigh', 28],
          ['nFileSizeLow', 32],
          ['dwReserved0', 36],
          ['dwReserved1', 40],
        ],
        ...[
          ['cFileName', 44],
          ['cAlternateFileName', 564],
        ],
      ])
      expect(fields.find(({ name }) => name === 'nFileSizeLow')?.value).toBe(5)
      const opened = callsOf(records).flatMap(({ name, args, participant }) =>
        name.startsWith('Open') && participant === 'server' && args.lpName !== 'Global\\IPC_Test_Cancel'
          ? [args.dwDesiredAccess]
          : [],
      )
      expect(opened).toEqual(['EVENT_MODIFY_STATE', 'SYNCHRONIZE', 'WRITE_OWNER|SYNCHRONIZE', 'FILE_MAP_ALL_ACCESS'])
    },
  )

  test('links to files are files, and links to folders are told', async () => {
    mkdirSync(join(folder, 'inner'))
    writeFileSync(join(folder, 'inner', 'file'), '')
    symlinkSync(join(folder, 'inner'), join(folder, 'to a folder'))
    symlinkSync(join(folder, 'inner', 'file'), join(folder, 'to a file'))
    const { outcome, records } = await run(`folder=${told(folder)}`, 'namespace=Local')
    expect(found(records).toSorted()).toEqual(listing(folder).toSorted())
    expect(outcome.text).toContain('2 files of 2 folders sent; 1 link was not followed')
    expect(records.find((record) => record.kind === 'count')).toMatchObject({ object: 'Local\\www.cpp-blog.com' })
  })
}
