/** The workflows do what they may and no more, by actions that nobody can change, and run what is there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scripts } from '../package.json'
import { root } from './support/cli.ts'
import { commandsIn, whatIsWrongIn } from './workflows.ts'

const folder = join(root, '.github', 'workflows')
const read = (name: string) => readFileSync(join(folder, name), 'utf8')

test.each(readdirSync(folder))('%s is in order', (name) => {
  const text = read(name)
  const { files, scripts: named } = commandsIn(text)
  expect(whatIsWrongIn(text)).toEqual([])
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([])
  expect(named.filter((script) => !(script in scripts))).toEqual([])
})

test('every push is installed, tested and built on both systems', () => {
  const { scripts: named, files, systems } = commandsIn(read('ci.yml'))
  expect(systems).toEqual(expect.arrayContaining(['ubuntu-latest', 'windows-latest']))
  expect(named).toEqual(expect.arrayContaining(['test', 'build', 'build:static']))
  expect(files).toEqual(['tests/support/windows/drive-app.mjs', 'tests/support/windows/installed.ps1'])
})

test.each([
  [/@[0-9a-f]{40} # v7\.0\.1/, '@v7', 'is not pinned'],
  [/@[0-9a-f]{40} # v7\.0\.1/, '@3d3c42e # v7.0.1', 'is not pinned'],
  [/^permissions:\n {2}contents: read/m, 'permissions: write-all', 'It may do more than read'],
  [/^permissions:\n {2}contents: read\n/m, '', 'It may do more than read'],
  [/persist-credentials: false/, 'persist-credentials: true', 'package keeps the token'],
  [/ {4}timeout-minutes: 60\n/, '', 'package has no time limit'],
  [/needs: \[test, package\]/, 'needs: [tests, package]', 'publish needs tests, which is not there'],
  [/"dist:\$SYSTEM"/, `"dist:\${{ matrix.system }}"`, 'package inserts text'],
  [/contents: write/, 'contents: write\n      packages: write', 'publish has permissions'],
  [/ {4}timeout-minutes: 60\n/, '    timeout-minutes: 60\n    permissions: write-all\n', 'package has permissions'],
])('%s as %j is noticed', (pattern, changed, sentence) => {
  const text = read('release.yml')
  const spoilt = text.replace(pattern, () => changed)
  expect(spoilt).not.toBe(text)
  expect(whatIsWrongIn(spoilt)).toEqual(expect.arrayContaining([expect.stringContaining(sentence)]))
})
