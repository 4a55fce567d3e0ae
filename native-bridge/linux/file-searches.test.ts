import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as data from '../find-data.ts'
import { noKernelLog } from '../trace.ts'
import { winerror } from '../winerror.ts'
import { createFileSearches } from './file-searches.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sharemem-searches-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function search(pattern: string) {
  const searches = createFileSearches(noKernelLog)
  const first = searches.first(join(folder, pattern))
  assert.ok(first.ok)
  const found = [data.readFindData(first.value.file)]
  for (let next = searches.next(first.value.search); next.ok; next = searches.next(first.value.search)) {
    found.push(data.readFindData(next.value))
  }
  return { found, leftOut: first.value.leftOut }
}

describe.runIf(process.platform === 'linux')('searches for files on Linux', () => {
  test('names that no record can carry are left out and counted', () => {
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x66, 0xff])]), '')
    writeFileSync(join(folder, 'known'), '')
    const { found, leftOut } = search('*')
    expect(found.map(({ name }) => name)).toEqual(['.', '..', 'known'])
    expect(leftOut).toBe(1)
  })

  test('files are told of in the order of their names, whatever their case', () => {
    for (const name of ['b', 'C', 'a', '.hidden']) writeFileSync(join(folder, name), '')
    expect(search('*').found.map(({ name }) => name)).toEqual(['.', '..', '.hidden', 'a', 'b', 'C'])
  })

  test('links, hidden files and those that nobody may write are told apart', () => {
    symlinkSync('nowhere', join(folder, 'link'))
    mkdirSync(join(folder, 'folder'))
    symlinkSync('folder', join(folder, 'way'))
    symlinkSync('circle', join(folder, 'circle'))
    writeFileSync(join(folder, '.hidden'), '')
    writeFileSync(join(folder, 'fixed'), '')
    chmodSync(join(folder, 'fixed'), 0o444)
    const attributes = Object.fromEntries(search('*').found.map((file) => [file.name, file.attributes]))
    expect(attributes).toMatchObject({
      link: data.FILE_ATTRIBUTE_REPARSE_POINT,
      circle: data.FILE_ATTRIBUTE_REPARSE_POINT,
      folder: data.FILE_ATTRIBUTE_DIRECTORY,
      way: data.FILE_ATTRIBUTE_REPARSE_POINT | data.FILE_ATTRIBUTE_DIRECTORY,
      '.hidden': data.FILE_ATTRIBUTE_ARCHIVE | data.FILE_ATTRIBUTE_HIDDEN,
      fixed: data.FILE_ATTRIBUTE_ARCHIVE | data.FILE_ATTRIBUTE_READONLY,
      '..': data.FILE_ATTRIBUTE_DIRECTORY,
    })
  })

  test('what has gone since the folder was read is passed by', () => {
    for (const name of ['xa', 'xb', 'xc']) writeFileSync(join(folder, name), '')
    const searches = createFileSearches(noKernelLog)
    const first = searches.first(join(folder, 'x?'))
    assert.ok(first.ok)
    rmSync(join(folder, 'xb'))
    const next = searches.next(first.value.search)
    assert.ok(next.ok)
    expect(data.readFindData(next.value).name).toBe('xc')
    expect(searches.next(first.value.search)).toEqual({ ok: false, code: winerror.ERROR_NO_MORE_FILES })
    expect(searches.close(first.value.search).ok).toBe(true)
    expect(searches.close(first.value.search)).toEqual({ ok: false, code: winerror.ERROR_INVALID_HANDLE })
  })

  test('a folder of many files is gone through in a time that grows with their number', () => {
    const count = 20_000
    for (let file = 0; file < count; file += 1) writeFileSync(join(folder, `file ${file}`), '')
    const begin = performance.now()
    expect(search('*').found).toHaveLength(count + 2)
    // Some tenths of a second; a list that is shifted for each of them takes many times as long.
    expect(performance.now() - begin).toBeLessThan(10_000)
  })
})
