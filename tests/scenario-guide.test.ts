/** docs/scenario-guide.md is followed to the letter in a copy of the project, and what comes of it is run. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leftovers } from './leaks.mjs'
import { parseTrace, root } from './support/cli.ts'
import { printed } from './support/stories.ts'

const guide = readFileSync(join(root, 'docs', 'scenario-guide.md'), 'utf8')
const example = join(root, 'docs', 'example-scenario')
const SCENARIOS = 'electron/scenarios'

/** The listings of the guide, by the paths that stand above them. */
const listings = new Map(
  [...guide.matchAll(/^`electron\/scenarios\/(\S+)`:\n\n```ts\n([\s\S]*?)^```$/gm)].map(([, path, text]) => [
    path,
    text,
  ]),
)
const change = /^```diff\n([\s\S]*?)^```$/m.exec(guide)?.[1] ?? ''

/** Adds the lines with a plus between those that are there. */
function applied(difference: string, text: string): string {
  const lines = text.split('\n')
  let at = 0
  let added: string[] = []
  for (const line of difference.split('\n').filter((each) => each !== '' && each !== '...')) {
    if (line.startsWith('+')) {
      added.push(line.slice(1))
      continue
    }
    at = lines.indexOf(line.slice(1), at)
    if (at < 0) throw new Error(`there is no line ‘${line.slice(1)}’ to put something beside`)
    lines.splice(at, 0, ...added)
    at += added.length + 1
    added = []
  }
  return lines.join('\n')
}

/** What it takes to build the project. */
const BUILT_FROM = [
  ...['electron', 'native-bridge', 'renderer', 'recordings', 'build', 'package.json'],
  ...['vite.config.ts', 'tsconfig.json', 'tsconfig.base.json'],
]

let copy: string
const script = (path: string, ...args: string[]) => {
  const command = [join(copy, path), ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: copy, encoding: 'utf8' })
  return { status, stdout, stderr }
}
const sharemem = (...args: string[]) => script('dist/cli/cli.js', ...args)
function run(...args: string[]) {
  const { status, stdout } = sharemem('run', 'double-number', '--json', ...args)
  return { status, ...parseTrace(stdout) }
}

let before: string[]
beforeAll(() => {
  before = leftovers()
  copy = mkdtempSync(join(tmpdir(), 'guide-'))
  for (const name of BUILT_FROM) cpSync(join(root, name), join(copy, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
  cpSync(example, join(copy, SCENARIOS), { recursive: true })
  const catalogue = join(copy, SCENARIOS, 'catalogue.ts')
  writeFileSync(catalogue, applied(change, readFileSync(catalogue, 'utf8')))
  const built = script('node_modules/vite/bin/vite.js', 'build', '--app', '--logLevel', 'error')
  expect(built).toMatchObject({ status: 0, stderr: '' })
})
afterAll(() => {
  rmSync(copy, { recursive: true, force: true, maxRetries: 5 })
  expect(leftovers()).toEqual(before)
})

test('the listings of the guide are the files of the example', () => {
  const files = readdirSync(example, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.split(sep).join('/'))
  expect([...listings.keys()].sort()).toEqual(files.sort())
  for (const [path, text] of listings)
    expect([path, text]).toEqual([path, readFileSync(join(example, path ?? ''), 'utf8')])
})

test('its types are right', () => {
  expect(script('node_modules/typescript/bin/tsc', '-b', 'electron')).toMatchObject({ status: 0, stdout: '' })
})

test('two real processes exchange the number, and each call and each touch has its line in the one file', () => {
  const { header, records, outcome } = run('--set', 'number=4')
  expect(outcome).toMatchObject({ ok: true, text: expect.stringContaining('The asker wrote 4, and read 8.') })
  const started = records.flatMap((record) =>
    record.kind === 'process' && record.event === 'ready' ? [record.pid] : [],
  )
  expect([header.participants.map(({ id }) => id), new Set(started).size]).toEqual([['asker', 'doubler'], 2])

  const listing = (listings.get('double-number.ts') ?? '').split('\n')
  const steps = records.filter((record) => record.kind === 'call' || record.kind === 'data')
  expect(steps.length).toBeGreaterThan(15)
  for (const step of steps) {
    const name = step.kind === 'call' ? `.${step.name}(` : step.access === 'read' ? 'readNumber(' : 'writeNumber('
    expect(step.source?.file).toBe(`${SCENARIOS}/double-number.ts`)
    expect(listing[(step.source?.line ?? 0) - 1]).toContain(name)
  }
})

test('the preset of the guide kills the doubler, and the asker goes on after its time', () => {
  const { status, outcome, records } = run('--preset', 'nobody-answers')
  expect(outcome).toMatchObject({ name: 'crash', text: expect.stringContaining('doubler was ended by SIGKILL') })
  expect(printed(records)).toEqual(['asker: 21 doubled is not known'])
  expect(status).toBe(1)
})

test('it is on the list, and in the screen', () => {
  expect(sharemem('list').stdout).toContain('double-number')
  const assets = join(copy, 'dist', 'renderer', 'assets')
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'))
  expect(
    scripts.some((name) => readFileSync(join(assets, name), 'utf8').includes(`${SCENARIOS}/double-number.ts`)),
  ).toBe(true)
})

test('a change that does not fit is noticed', () => {
  expect(() => applied(' gone\n+new\n', 'there\n')).toThrow('there is no line ‘gone’')
  expect(applied('+new\n there\n', 'before\nthere\n')).toBe('before\nnew\nthere\n')
})
