import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { createLog } from './log.ts'

let folder: string
const printed = vi.spyOn(console, 'error').mockImplementation(() => {})

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sharemem-log-'))
  printed.mockClear()
  onTestFinished(() => rmSync(folder, { recursive: true }))
})

test('an error is written with its time and where it came from, and printed', () => {
  const { file, report } = createLog(join(folder, 'logs', 'sharemem.log'), () => new Date(0))
  report('plain')
  report(new TypeError('wrong'))
  expect(readFileSync(file, 'utf8')).toMatch(
    /^1970-01-01T00:00:00.000Z plain\n1970-01-01T00:00:00.000Z TypeError: wrong\n {4}at .*log\.test\.ts/,
  )
  expect(printed).toHaveBeenCalledTimes(2)
})

test('however much is written, two files of half a megabyte are all there is', () => {
  const { file, report } = createLog(join(folder, 'sharemem.log'))
  for (let entry = 0; entry < 200; entry += 1) report(`${entry} ${'x'.repeat(20_000)}`)
  expect(statSync(file).size).toBeLessThanOrEqual(512 * 1024)
  expect(statSync(`${file}.1`).size).toBeLessThanOrEqual(512 * 1024)
  expect(existsSync(`${file}.2`)).toBe(false)
  expect(readFileSync(file, 'utf8')).toContain(' 199 xxx')
})

test('a log that cannot be written is said on the console, and stops nobody', () => {
  const { file } = createLog(join(folder, 'a-file'))
  createLog(file).report('makes the file')
  createLog(join(file, 'sharemem.log')).report('lost')
  expect(printed.mock.calls.flat().at(-1)).toMatch(/^The log cannot be written: .*(ENOTDIR|EEXIST)/)
})
