/** The command line's promises: what it prints, what it refuses, and its exit status. */
import { spawnSync } from 'node:child_process'
import { linkSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { scenarios } from '../electron/scenarios/catalogue.ts'
import { info } from '../electron/scenarios/request-reply/info.ts'
import { helperOf, leftovers } from './leaks.mjs'
import { cliPath, parseTrace, root, runCli, runTraceOf, startCli, startCliAsGroup } from './support/cli.ts'

test('list and describe tell what there is', async () => {
  const list = await runCli('list')
  expect(list.status).toBe(0)
  expect(list.stdout).toContain('request-reply')
  const described = await runCli('describe', 'request-reply')
  for (const key of ['objects', 'free', 'ask', 'requests', 'timeout']) expect(described.stdout).toContain(key)
})

test('describe --json gives each setting with type, default and meaning', async () => {
  const { stdout, status } = await runCli('describe', 'request-reply', '--json')
  expect(status).toBe(0)
  const { settings } = JSON.parse(stdout)
  expect(settings.map(({ key }: { key: string }) => key)).toEqual(info.settings.map(({ key }) => key))
  for (const setting of settings) {
    expect(setting.type).toMatch(/^(choice|integer|text)$/)
    expect(setting.default).toBeDefined()
    expect(setting.meaning.length).toBeGreaterThan(20)
  }
})

test('without --json a run is summed up with its answer and its times', async () => {
  const { status, stdout } = await runCli('run', 'request-reply', '--set', 'ask=lookup gold')
  expect(status).toBe(0)
  expect(stdout).toContain('Au Gold, 79, 196.97 u')
  expect(stdout).toMatch(/acknowledged \+[\d.]+ [µm]s/)
  expect(stdout).toMatch(/server freed \+[\d.]+ [µm]s/)
})

/** The suites run it in a process that stays. */
test.each(scenarios)(
  '$info.id comes to an end of its own in a process of its own, whose status tells which',
  async ({ info: { id } }) => {
    const { status, outcome } = await runTraceOf(id)()
    expect(['stopped', 'crash', 'not-started']).not.toContain(outcome.name)
    expect(status).toBe(outcome.ok ? 0 : 1)
  },
)

test.skipIf(process.platform === 'win32')('programs of others are refused on Linux in one sentence', async () => {
  for (const external of ['child', 'child=child.exe', 'nobody']) {
    const { status, stdout, stderr } = await runCli('run', 'parent-and-child', '--external', external)
    expect([status, stdout]).toEqual([3, ''])
    expect(stderr).toMatch(/^Programs of others can take part on Windows only[^\n]*\.\n$/)
  }
})

test('--record writes what --json prints', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sharemem-'))
  const file = join(folder, 'run.jsonl')
  const { status, stdout } = await runCli('run', 'request-reply', '--json', '--record', file)
  expect(status).toBe(0)
  const recorded = readFileSync(file, 'utf8')
  rmSync(folder, { recursive: true })
  expect(recorded).toBe(stdout)
  expect(parseTrace(recorded).header.scenario).toBe('request-reply')
})

test.each([
  [
    ['run', 'reply-request'],
    ['reply-request', 'request-reply'],
  ],
  [
    ['describe', 'nothing'],
    ['nothing', 'request-reply'],
  ],
  [
    ['run', 'request-reply', '--set', 'colour=red'],
    ['colour', 'objects', 'timeout'],
  ],
  [
    ['run', 'request-reply', '--set', 'objects=three'],
    ['objects=three', 'two or one'],
  ],
  [
    ['run', 'request-reply', '--set', 'requests=0'],
    ['requests=0', '1 to 10000'],
  ],
  [
    ['run', 'request-reply', '--set', 'objects'],
    ['--set objects', 'key=value'],
  ],
  [
    ['run', 'request-reply', '--set', 'objects=one', '--set', 'free=after-post'],
    ['free=after-post', 'objects=one'],
  ],
  [
    ['run', 'request-reply', '--set', 'ask=melt Fe'],
    ['melt', 'lookup', 'search', 'echo'],
  ],
  [['run', 'request-reply', '--record', '/nowhere/at/all.jsonl'], ['/nowhere/at/all.jsonl']],
  [
    ['run', 'request-reply', '--fault', 'explode'],
    ['explode', 'kill:<participant>@<n>'],
  ],
  [
    ['serve', '--port', '70000'],
    ['70000', '65535'],
  ],
  [
    ['serve', '--port', 'http'],
    ['http', '65535'],
  ],
  [
    ['run', 'request-reply', '--set', 'requests=2', '--set', 'requests=3'],
    ['--set requests', 'twice', 'once'],
  ],
  [
    ['run', 'request-reply', '--fault', 'kill:server@6', '--fault', 'kill:server@7'],
    ['--fault', 'twice', 'once'],
  ],
  [
    ['run', 'request-reply', '--preset', 'trap', '--preset', 'lost-request'],
    ['--preset', 'twice', 'once'],
  ],
  [
    ['run', 'request-reply', '--record', '/nowhere/1.jsonl', '--record=/nowhere/2.jsonl'],
    ['--record', 'twice', 'once'],
  ],
  [
    ['export', 'recordings/trap.jsonl', '--out', '/nowhere/1.json', '--out', '/nowhere/2.json'],
    ['--out', 'twice', 'once'],
  ],
  [
    ['serve', '--port', '0', '--port', '70000'],
    ['--port', 'twice', 'once'],
  ],
  [['fly'], ['fly']],
  [['run'], ['scenario']],
])('%j is wrong usage: status 2, and a message that names it and what is allowed', async (args, named) => {
  const before = leftovers()
  const { status, stderr, stdout } = await runCli(...args)
  expect(status).toBe(2)
  expect(stdout).toBe('')
  for (const part of named) expect(stderr).toContain(part)
  expect(leftovers()).toEqual(before)
})

// A terminal sends it to the whole group, in which a helper may just be starting.
test.runIf(process.platform === 'linux').each(['request-reply', 'one-server-many-clients'])(
  'Ctrl+C ends a run of %s in good order',
  async (scenario) => {
    const before = leftovers()
    const { child, finished } = startCliAsGroup('run', scenario, '--json', '--set', 'requests=10000')
    const pid = child.pid ?? 0
    await helperOf(pid)
    process.kill(-pid, 'SIGINT')
    const { status, stdout } = await finished
    expect([status, parseTrace(stdout).outcome.name]).toEqual([1, 'stopped'])
    expect(leftovers()).toEqual(before)
  },
)

const endings: Record<string, string> = { 'lost-request': 'lost-request', trap: 'trap' }

test.each(info.lesson.presets.map(({ id }) => id))('the preset %s shows what it promises', async (id) => {
  const { status, stdout } = await runCli('run', 'request-reply', '--json', '--preset', id)
  const { outcome } = parseTrace(stdout)
  expect(outcome.name).toBe(endings[id] ?? 'completed')
  expect(status).toBe(outcome.ok ? 0 : 1)
})

test('a preset that does not exist is refused with those that do', async () => {
  const { status, stderr } = await runCli('run', 'request-reply', '--preset', 'nothing')
  expect([status, stderr]).toEqual([2, expect.stringContaining('fire-and-forget')])
})

test('a recording is exported for Perfetto, and what is none is refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sharemem-'))
  const [recording, trace] = [join(folder, 'run.jsonl'), join(folder, 'trace.json')]
  await runCli('run', 'request-reply', '--record', recording)
  expect(await runCli('export', recording, '--out', trace)).toMatchObject({ status: 0, stdout: '' })
  const { traceEvents } = JSON.parse(readFileSync(trace, 'utf8'))
  expect(traceEvents.filter(({ name }: { name: string }) => name === 'DosGiveSharedMem')).toHaveLength(2)
  expect(await runCli('export', trace)).toMatchObject({ status: 2, stderr: expect.stringContaining('no recording') })
  expect(await runCli('export', join(folder, 'none'))).toMatchObject({ status: 2 })
  rmSync(folder, { recursive: true })
})

test('a recording that is cut off is exported as far as it goes, which is said, with status 1', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sharemem-'))
  const [recording, trace] = [join(folder, 'run.jsonl'), join(folder, 'trace.json')]
  const whole = readFileSync(join(root, 'recordings', 'hand-over.jsonl'), 'utf8')
  writeFileSync(recording, whole.slice(0, -10))
  const { status, stdout, stderr } = await runCli('export', recording, '--out', trace)
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toContain(`cut off in its last line, ${whole.trimEnd().split('\n').length}`)
  const { traceEvents } = JSON.parse(readFileSync(trace, 'utf8'))
  expect(traceEvents.filter(({ name }: { name: string }) => name === 'DosGiveSharedMem')).toHaveLength(2)
  writeFileSync(recording, whole.replace('"request-reply"', '"chat"'))
  const refused = await runCli('export', recording)
  expect([refused.status, refused.stderr]).toEqual([2, expect.stringMatching(/‘chat’.*only request-reply, .* are/)])
  rmSync(folder, { recursive: true })
})

test('a recording is not overwritten by its own export, by whatever path or link', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sharemem-'))
  const [recording, link, hardLink] = ['run.jsonl', 'link', 'hard'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  await runCli('run', 'request-reply', '--record', recording)
  const recorded = readFileSync(recording, 'utf8')
  symlinkSync(recording, link)
  linkSync(recording, hardLink)
  for (const out of [recording, join(folder, '..', basename(folder), 'run.jsonl'), link, hardLink]) {
    const { status, stderr } = await runCli('export', recording, '--out', out)
    expect([status, stderr]).toEqual([2, expect.stringContaining(`would overwrite the recording ‘${recording}’`)])
  }
  expect(readFileSync(recording, 'utf8')).toBe(recorded)
  rmSync(folder, { recursive: true })
})

const commands = ['list', 'describe request-reply', 'faults', 'export recordings/trap.jsonl', '--help', 'serve']

/** Runs a shell's script, in which "$@" is the command line with `command`. */
function inShell(script: string, command: string) {
  const { status, stderr } = spawnSync('sh', ['-c', script, 'sh', process.execPath, cliPath, ...command.split(' ')], {
    cwd: root,
    encoding: 'utf8',
    timeout: 30_000,
  })
  return [status, stderr]
}

if (process.platform !== 'win32') {
  test.each(commands)('%s ends quietly when nobody reads what it prints', async (command) => {
    const { child, finished } = startCli(...command.split(' '))
    child.stdout?.destroy()
    expect(await finished).toEqual({ status: 1, stdout: '', stderr: '' })
  })

  test.each(commands)('%s says in a sentence that the disk is full', (command) => {
    expect(inShell('"$@" >/dev/full', command)).toEqual([
      1,
      'Standard output cannot be written: ENOSPC: no space left on device, write.\n',
    ])
  })

  test('a command whose errors nobody can read fails all the same', () => {
    expect(inShell('"$@" 2>/dev/full', 'run nothing')).toEqual([2, ''])
    expect(inShell('"$@" --record /dev/full 2>/dev/full', 'run request-reply')).toEqual([1, ''])
  })
}
