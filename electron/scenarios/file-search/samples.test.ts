import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test, vi } from 'vitest'
import { LINK, prepare } from './samples.ts'

test('a folder of one’s own is searched where it is', () => {
  const { settings, end } = prepare({ folder: 'docs', sample: 'few' })
  expect(settings.folder).toBe(resolve('docs'))
  end()
  expect(existsSync('docs')).toBe(true)
})

test.each(['few', 'loop', 'awkward'])('the sample ‘%s’ is there until it is taken away', (sample) => {
  const { settings, end } = prepare({ folder: '', sample })
  const folder = String(settings.folder)
  expect(readdirSync(join(folder, 'letters', 'old'))).toEqual(['notes.txt'])
  if (sample === 'loop') expect(statSync(join(folder, 'pictures', LINK)).ino).toBe(statSync(folder).ino)
  end()
  expect(existsSync(folder)).toBe(false)
})

test('what a process left behind that was killed is taken away by the next', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '0'])
  const left = mkdtempSync(join(tmpdir(), `sharemem-files-${pid}-`))
  const own = mkdtempSync(join(tmpdir(), `sharemem-files-${process.pid}-`))
  prepare({ folder: '', sample: 'few' }).end()
  expect([existsSync(left), existsSync(own)]).toEqual([false, true])
  rmSync(own, { recursive: true })
})

test('where there is no temporary folder it is named, with what else can be done', () => {
  for (const name of ['TMPDIR', 'TEMP']) vi.stubEnv(name, '/nowhere/at/all')
  expect(() => prepare({ folder: '', sample: 'few' })).toThrow(
    /temporary folder \/nowhere\/at\/all: .*Choose a folder/,
  )
  vi.unstubAllEnvs()
})
