/** FindFirstFile and its family, as Windows answers, in a real folder. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FILE_ATTRIBUTE_DIRECTORY } from '../find-data.ts'
import { handle } from '../kernel-objects.ts'
import * as errors from '../winapi/errors.ts'
import { describeFindData, findData, readFindData } from '../winapi/files.ts'
import { FILE_MAP_WRITE, INVALID_HANDLE_VALUE } from '../winapi/flags.ts'
import type { Harness } from './harness.ts'
import { refusedWith, type WinApiFixture, winApiTest } from './winapi-fixture.ts'

interface FileFixture extends WinApiFixture {
  /** The folder of the test, with its last separator. */
  readonly folder: string
  /** What a pattern in that folder finds, in order. */
  find(pattern: string): ReturnType<typeof readFindData>[]
}

function fileTest(harness: Harness, name: string, body: (fixture: FileFixture) => void) {
  winApiTest(harness, name, (fixture) => {
    const { win } = fixture
    const folder = `${mkdtempSync(join(tmpdir(), 'sharemem-files-'))}${process.platform === 'win32' ? '\\' : '/'}`
    function find(pattern: string) {
      const data = findData()
      const search = win.FindFirstFile(`${folder}${pattern}`, data)
      if (search === INVALID_HANDLE_VALUE) return []
      const found = [readFindData(data)]
      while (win.FindNextFile(search, data)) found.push(readFindData(data))
      assert.equal(win.GetLastError(), errors.ERROR_NO_MORE_FILES)
      assert.equal(win.FindClose(search), true)
      return found
    }
    try {
      body({ ...fixture, folder, find })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
}

const FILETIME_2001 = 126_227_808_000_000_000n

export function describeWinApiFiles(harness: Harness) {
  fileTest(harness, 'all files of a folder are found, with what is told of them', ({ folder, find }) => {
    writeFileSync(join(folder, 'b.txt'), 'Update')
    writeFileSync(join(folder, 'a'), '')
    mkdirSync(join(folder, 'Folder'))
    utimesSync(join(folder, 'b.txt'), 978_307_200, 978_307_200)
    for (const pattern of ['*', '*.*']) {
      assert.deepEqual(
        find(pattern)
          .map(({ name }) => name)
          .sort(),
        ['.', '..', 'Folder', 'a', 'b.txt'],
      )
    }
    const [file] = find('b.txt')
    assert.deepEqual([file?.size, file?.written], [6n, FILETIME_2001])
    const kinds = find('*').map(({ name, attributes }) => [name, (attributes & FILE_ATTRIBUTE_DIRECTORY) !== 0])
    assert.deepEqual(Object.fromEntries(kinds), { '.': true, '..': true, Folder: true, a: false, 'b.txt': false })
  })

  fileTest(harness, 'patterns stand for names, in upper or lower case', ({ folder, find }) => {
    for (const name of ['one.txt', 'two.TXT', 'three.c', '€.txt', '日本語']) writeFileSync(join(folder, name), '')
    const names = (pattern: string) =>
      find(pattern)
        .map(({ name }) => name)
        .sort()
    assert.deepEqual(names('*.txt'), ['one.txt', 'two.TXT', '€.txt'])
    assert.deepEqual(names('T*'), ['three.c', 'two.TXT'])
    assert.deepEqual(names('?.txt'), ['€.txt'])
    assert.deepEqual(names('日本語'), ['日本語'])
    assert.deepEqual(names('ONE.TXT'), ['one.txt'])
  })

  const refusals: [what: string, pattern: string, code: number][] = [
    ['what fits nothing', '*.none', errors.ERROR_FILE_NOT_FOUND],
    ['a name that is none', 'none', errors.ERROR_FILE_NOT_FOUND],
    ['a folder that is none', 'none/*', errors.ERROR_PATH_NOT_FOUND],
    ['a folder instead of its files', 'folder/', errors.ERROR_FILE_NOT_FOUND],
  ]
  for (const [what, pattern, code] of refusals) {
    fileTest(harness, `FindFirstFile of ${what}: ${errors.errorName(code)}`, ({ win, folder }) => {
      writeFileSync(join(folder, 'file'), '')
      mkdirSync(join(folder, 'folder'))
      refusedWith(win, win.FindFirstFile(`${folder}${pattern}`, findData()), INVALID_HANDLE_VALUE, code)
    })
  }
  fileTest(harness, 'files in a file are none', ({ win, native, folder }) => {
    writeFileSync(join(folder, 'file'), '')
    // Wine says that the name is none.
    const code = native.wine ? errors.ERROR_INVALID_NAME : errors.ERROR_DIRECTORY
    refusedWith(win, win.FindFirstFile(`${folder}file/*`, findData()), INVALID_HANDLE_VALUE, code)
  })
  winApiTest(harness, 'FindFirstFile of nothing: ERROR_PATH_NOT_FOUND', ({ win }) => {
    refusedWith(win, win.FindFirstFile('', findData()), INVALID_HANDLE_VALUE, errors.ERROR_PATH_NOT_FOUND)
  })

  winApiTest(harness, 'what is no search has no next file, and cannot be closed', ({ win }) => {
    for (const none of [handle(INVALID_HANDLE_VALUE)]) {
      refusedWith(win, win.FindNextFile(none, findData()), false, errors.ERROR_INVALID_HANDLE)
      refusedWith(win, win.FindClose(none), false, errors.ERROR_INVALID_HANDLE)
    }
  })

  fileTest(
    harness,
    'a record travels through shared memory as it is',
    ({ win, touch, events, folder, createMapping }) => {
      writeFileSync(join(folder, 'found.txt'), 'x')
      const data = findData()
      win.FindClose(win.FindFirstFile(`${folder}found*`, data))
      const view = win.MapViewOfFile(createMapping(null, data.length), FILE_MAP_WRITE, 0, 0, 0)
      touch.write(view, 0, data, describeFindData(data))
      const read = touch.read(view, 0, data.length, describeFindData)
      assert.equal(readFindData(read).name, 'found.txt')
      const told = events.at(-1)
      const name = told?.kind === 'data' && told.structure?.fields.find((field) => field.name === 'cFileName')
      assert.deepEqual(name, { name: 'cFileName', offset: 44, size: 520, value: 'found.txt' })
    },
  )
}
