/** file-search on this machine's own kernel: slow, cancelled, killed and hung, in folders that cannot be read or change. */
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { leftovers, pause } from './leaks.mjs'
import { cliPath, parseTrace, runTraceOf, startCli } from './support/cli.ts'
import { fill, found, listing, SAMPLE } from './support/searched.ts'
import { printed, storyOf, usagesOf } from './support/stories.ts'

const run = runTraceOf('file-search')

let folder: string
let before: string[]
beforeEach(() => {
  before = leftovers()
  folder = mkdtempSync(join(tmpdir(), 'searched-'))
})
afterEach(() => {
  chmodSync(folder, 0o755)
  rmSync(folder, { recursive: true })
  expect(leftovers()).toEqual(before)
  // Nothing of a sample is left.
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('sharemem-files-'))).toEqual([])
})

/** A run that is under way: `told` resolves once it has printed this. */
function begin(...settings: string[]) {
  const { child, finished } = startCli('run', 'file-search', '--json', ...settings.flatMap((each) => ['--set', each]))
  const told = (text: string) =>
    new Promise<void>((resolve) => {
      let seen = ''
      child.stdout?.on('data', (data: string) => {
        seen += data
        if (seen.includes(text)) resolve()
      })
    })
  return { child, told, ended: finished.then(({ status, stdout }) => ({ status, ...parseTrace(stdout) })) }
}

test('an empty folder has an end as well', async () => {
  const { status, records } = await run(`folder=${folder}`)
  expect([status, found(records)]).toEqual([0, []])
})

test('a client that takes its time for each record gets all of them', async () => {
  const { status, records } = await run('delay=100')
  expect([status, found(records)]).toEqual([0, SAMPLE])
  expect(storyOf(records, 'client').filter((call) => call.startsWith('Sleep'))).toHaveLength(SAMPLE.length)
})

test.each(['original', 'mended'])('%s: a client that is killed leaves a server that gives up', async (version) => {
  const { status, outcome, records } = await run(`version=${version}`, '--fault=kill:client@14', 'timeout=800')
  expect([status, outcome.name], outcome.text).toEqual([1, 'crash'])
  expect(outcome.text).toContain('The client')
  expect(storyOf(records, 'server').slice(-2, -1)).toEqual(['CloseHandle NO_ERROR'])
  expect(usagesOf(records).at(-1)).toBe('0')
})

test('a server that hangs is ended, and the mended client notices', async () => {
  const { status, outcome, records } = await run('--fault=hang:server@14:60000', 'timeout=800')
  expect([status, outcome.name], outcome.text).toEqual([1, 'timeout'])
  expect(outcome.text).toContain('The server neither waited for anybody nor went on')
  expect(storyOf(records, 'client')).toContain('WaitForMultipleObjects WAIT_OBJECT_0+1')
})

test('what goes while the search is under way is passed by', async () => {
  mkdirSync(join(folder, 'c'))
  for (const path of ['a', 'b', 'c/inside', 'd', 'e']) writeFileSync(join(folder, path), '')
  const { told, ended } = begin(`folder=${folder}`, 'delay=4000', 'delay-at=1', 'timeout=20000')
  // The server has found b by then, and waits to write it.
  await told('File found : a')
  for (const path of ['c', 'd']) rmSync(join(folder, path), { recursive: true })
  const { status, records, outcome } = await ended
  expect([status, found(records)]).toEqual([0, ['a', 'b', 'e']])
  expect(outcome.text).toContain('3 files of 1 folder sent.')
})

test('the folder itself may go', async () => {
  const inner = join(folder, 'inner')
  mkdirSync(inner)
  for (const path of ['a', 'b', 'c']) writeFileSync(join(inner, path), '')
  const { told, ended } = begin(`folder=${inner}`, 'delay=3000', 'delay-at=1', 'timeout=20000')
  await told('File found : a')
  rmSync(inner, { recursive: true })
  const { status, records } = await ended
  expect([status, found(records)]).toEqual([0, ['a', 'b']])
})

describe('a person who cancels', () => {
  const MANY = 4000

  test('mended: the client tells the server, and both end at once', async () => {
    fill(folder, MANY, 40)
    const { child, told, ended } = begin(`folder=${folder}`)
    await told('File found')
    child.kill('SIGINT')
    const { status, records, outcome } = await ended
    expect([status, outcome.name], outcome.text).toEqual([1, 'stopped'])
    expect(outcome.text).toMatch(
      /^The person cancelled: [\d,]+ files? arrived, and the server has ended as it was told to\./,
    )
    expect(printed(records).some((line) => line.startsWith('server: The server was told to stop'))).toBe(true)
    expect(storyOf(records, 'server')).toContain('WaitForMultipleObjects WAIT_OBJECT_0+1')
    expect(found(records).length).toBeLessThan(MANY)
    // Each in its turn up to then.
    expect(found(records)).toEqual(listing(folder).slice(0, found(records).length))
  })

  test('original: it can only be ended', async () => {
    fill(folder, MANY, 40)
    const { child, told, ended } = begin(`folder=${folder}`, 'version=original')
    await told('File found')
    child.kill('SIGINT')
    const { status, outcome } = await ended
    expect([status, outcome.name], outcome.text).toEqual([1, 'stopped'])
  })
})

describe.runIf(process.platform === 'linux')('names and folders as only Linux has them', () => {
  test('a name that is not Unicode is left out, and told', async () => {
    const { status, records } = await run('sample=awkward')
    expect([status, found(records)]).toEqual([0, SAMPLE])
    const notes = records.flatMap((record) => (record.kind === 'note' ? [record.text] : []))
    expect(notes.join()).toContain(
      '1 file of it is left out, as its name is not Unicode, or longer than 259 characters.',
    )
  })

  test('links in a circle and names with line ends are files like any other', async () => {
    symlinkSync('circle', join(folder, 'circle'))
    writeFileSync(join(folder, 'two\nlines'), '')
    writeFileSync(join(folder, 'back\\slash'), '')
    const { status, records } = await run(`folder=${folder}`)
    expect(status).toBe(0)
    const texts = records.flatMap((record) => (record.kind === 'output' ? [record.text] : []))
    for (const name of ['circle', 'two\nlines', 'back\\slash']) expect(texts).toContain(`File found : ${name}\n`)
  })

  test('a folder that may not be read is told, and the others are', async () => {
    for (const inner of ['open', 'locked']) {
      mkdirSync(join(folder, inner))
      writeFileSync(join(folder, inner, 'file'), '')
    }
    chmodSync(folder, 0o755)
    chmodSync(join(folder, 'locked'), 0)
    const { status, text } = await runAsNobody('--set', `folder=${folder}`, '--json')
    chmodSync(join(folder, 'locked'), 0o755)
    const { records, outcome } = parseTrace(text)
    expect([status, found(records)]).toEqual([0, ['open/file']])
    expect(outcome.text).toContain('1 folder could not be read')
    expect(printed(records)).toContain(`server: Can't read (5) : ${folder}/locked/`)
  })
})

/** As root nothing is unreadable. */
async function runAsNobody(...args: string[]) {
  const NOBODY = 65_534
  const ids = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  const child = spawn(process.execPath, [cliPath, 'run', 'file-search', ...args], { ...ids, cwd: '/' })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (data: string) => {
    text += data
  })
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { status, text }
}

test('a sample whose run was killed is taken away by the next one', async () => {
  const { child, told, ended } = begin('delay=5000')
  const over = ended.catch(() => null)
  await told('File found')
  child.kill('SIGKILL')
  await over
  const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('sharemem-files-'))
  expect(left()).toHaveLength(1)
  await run()
  expect(left()).toEqual([])
  // The helpers of a supervisor that was killed end by themselves.
  for (let look = 0; look < 50 && leftovers().length > before.length; look += 1) await pause(100)
})
