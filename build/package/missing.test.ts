import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { isDownloadFailure, mayDownload, notGiven, RUNTIME, sentenceOf } from './missing.mjs'
import { targetOf } from './targets.mjs'

const windows = targetOf('win32', 'x64')
const linux = targetOf('linux', 'arm64')
/** So that no folder of this machine's is looked into. */
const nobody = { LOCALAPPDATA: '/nowhere', HOME: '/nowhere' }

test('each format wants its own tools, and each tool once', () => {
  expect(notGiven(windows, ['nsis', 'portable'], {}).map(({ variable }) => variable)).toEqual([
    RUNTIME,
    'ELECTRON_BUILDER_7ZIP_PATH',
    'ELECTRON_BUILDER_NSIS_DIR',
    'ELECTRON_BUILDER_NSIS_RESOURCES_DIR',
  ])
  expect(notGiven(linux, ['AppImage', 'deb'], { [RUNTIME]: '/electron' }).map(({ name }) => name)).toEqual([
    "AppImage's tools",
    'fpm',
  ])
  expect(notGiven(linux, ['dir'], { [RUNTIME]: '/electron' })).toEqual([])
})

test('what is missing is told in one line, with the variable that gives it', () => {
  const sentence = sentenceOf(notGiven(linux, ['deb'], {}))
  expect(sentence).not.toContain('\n')
  expect(sentence).toContain("Electron's runtime for linux-arm64 (SHAREMEM_ELECTRON_DIST: ")
  expect(sentence).toContain('fpm (CUSTOM_FPM_PATH: the file fpm).')
})

test('what electron-builder says of a failed download is known', () => {
  expect(isDownloadFailure('  ⨯ getaddrinfo ENOTFOUND github.com  failedTask=build stackTrace=')).toBe(true)
  expect(isDownloadFailure('  ⨯ This is no package of Sharemem')).toBe(false)
})

test('a site that answers, a mirror, or what was kept make a download possible', async () => {
  const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const site = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
  const home = process.env.HOME
  process.env.HOME = '/nowhere'
  try {
    expect(await mayDownload(nobody, site)).toBe(true)
    await new Promise((resolve) => server.close(resolve))
    expect(await mayDownload(nobody, site)).toBe(false)
    expect(await mayDownload({ ...nobody, ELECTRON_MIRROR: 'https://example.com/' }, site)).toBe(true)
    const kept = mkdtempSync(`${tmpdir()}/sharemem-`)
    expect(await mayDownload({ ...nobody, ELECTRON_BUILDER_CACHE: kept }, site)).toBe(true)
    rmSync(kept, { recursive: true })
  } finally {
    process.env.HOME = home
  }
})
