import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRedirect, writeAddress } from './address-file.ts'

const url = 'http://127.0.0.1:1/secret/#present'
const onWindows = process.platform === 'win32'
const modeOf = (path: string) => statSync(path).mode & 0o777

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sharemem-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('the address is there whole, for this user only, until it is removed', () => {
  const file = join(folder, 'url')
  const remove = writeAddress(file, url)
  expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual([`${url}\n`, ['url']])
  if (!onWindows) expect(modeOf(file)).toBe(0o600)
  remove()
  expect(readdirSync(folder)).toEqual([])
})

test('a link in its place is replaced, and what it led to left alone', () => {
  const [file, other] = [join(folder, 'url'), join(folder, 'other')]
  writeFileSync(other, 'mine')
  symlinkSync(other, file)
  writeAddress(file, url)
  expect([readFileSync(other, 'utf8'), lstatSync(file).isSymbolicLink()]).toEqual(['mine', false])
})

test('a file that another host has put in its place meanwhile is not removed', () => {
  const file = join(folder, 'url')
  const remove = writeAddress(file, url)
  const removeAgain = writeAddress(file, url)
  remove()
  expect(existsSync(file)).toBe(true)
  removeAgain()
  removeAgain()
  expect(existsSync(file)).toBe(false)
})

test('an address that cannot be written leaves nothing behind', () => {
  mkdirSync(join(folder, 'taken'))
  expect(() => writeAddress(join(folder, 'taken'), url)).toThrow()
  expect(() => writeAddress(join(folder, 'none', 'url'), url)).toThrow('ENOENT')
  expect(readdirSync(folder)).toEqual(['taken'])
})

test('a redirect lies in a folder of this user, leads to the address, and shows it to nobody', () => {
  const { page, remove } = createRedirect(url)
  const file = fileURLToPath(page)
  expect(page).not.toContain('secret')
  expect(readFileSync(file, 'utf8')).toContain(`content="0; url=${url}"`)
  expect(readFileSync(file, 'utf8')).not.toContain('<script')
  if (!onWindows) expect([modeOf(file), modeOf(dirname(file))]).toEqual([0o600, 0o700])
  remove()
  expect(existsSync(dirname(file))).toBe(false)
})
