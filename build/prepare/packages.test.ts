import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { installation, isInstalled } from './packages.mjs'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sharemem-packages-'))
  mkdirSync(join(root, 'node_modules'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(name: string, packages: object, seconds: number) {
  writeFileSync(join(root, name), JSON.stringify({ packages }))
  utimesSync(join(root, name), seconds, seconds)
}
const wanted = (packages: object, seconds: number) => write('package-lock.json', { '': {}, ...packages }, seconds)
const installed = (packages: object, seconds: number) => write('node_modules/.package-lock.json', packages, seconds)

const ws = { 'node_modules/ws': { version: '8.0.0', integrity: 'sha512-a' } }
const other = { 'node_modules/ws': { version: '8.0.1', integrity: 'sha512-b' } }
const foreign = { 'node_modules/ws-win32': { version: '8.0.0', integrity: 'sha512-c', optional: true } }

test('without node_modules nothing is installed', () => {
  wanted(ws, 1)
  expect(isInstalled(root)).toBe(false)
})

test('an installation younger than the lock file is one', () => {
  wanted(ws, 1)
  installed(ws, 2)
  expect(isInstalled(root)).toBe(true)
})

test.each([
  ['the same', { ...ws, ...foreign }, ws, true],
  ['another version', other, ws, false],
  ['a missing package', { ...ws, 'node_modules/zod': { version: '4.0.0' } }, ws, false],
])('an older one is compared by content: %s', (_what, lockFile, present, expected) => {
  wanted(lockFile, 2)
  installed(present, 1)
  expect(isInstalled(root)).toBe(expected)
})

test('no package’s own script runs', () => {
  expect(installation().args).toContain('--ignore-scripts')
})
