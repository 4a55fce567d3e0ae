/** The deb for this machine, with stand-ins for Electron's runtime and for fpm: installed, run, removed. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkPackage, type Package } from '../build/package/check.mjs'
import { targetOf } from '../build/package/targets.mjs'
import { callsOf, parseTrace, root } from './support/cli.ts'
import { makePackage } from './support/packages.ts'

/** It takes root, and a system that lays one folder over another. */
const canInstall =
  process.platform === 'linux' &&
  spawnSync('unshare', ['--mount', 'sh', '-c', 'command -v dpkg && mount -t tmpfs probe /mnt']).status === 0

describe.runIf(canInstall)('the deb', () => {
  let folder: string
  let made: Package
  let deb: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sharemem-deb-'))
    const env = { CUSTOM_FPM_PATH: join(root, 'build', 'package', 'standin', 'fpm.mjs') }
    made = await makePackage(targetOf('linux', process.arch), folder, { formats: ['deb'], env })
    const output = dirname(made.folder)
    deb = join(output, readdirSync(output).find((name) => name.endsWith('.deb')) ?? 'nothing')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const field = (name: string) => spawnSync('dpkg-deb', ['--field', deb, name], { encoding: 'utf8' }).stdout.trim()

  test('what it was made of is what it must be', () => {
    expect(checkPackage(made)).toEqual([])
  })

  test('it says what it is', () => {
    expect([field('Package'), field('Version'), field('Section')]).toEqual(['sharemem', made.version, 'education'])
    expect(field('Architecture')).toBe(process.arch === 'x64' ? 'amd64' : 'arm64')
  })

  test('it is installed, completes a request, and leaves nothing when it is removed', () => {
    const script = join(root, 'tests', 'support', 'install-deb.sh')
    const { status, stderr } = spawnSync('unshare', ['--mount', script, deb, folder], { encoding: 'utf8' })
    expect(status, stderr).toBe(0)
    const read = (name: string) => readFileSync(join(folder, name), 'utf8')
    const installed = read('installed.txt').split('\n')
    expect(installed).toContain('opt/Sharemem/sharemem')
    expect(installed).toContain('usr/bin/sharemem')
    expect(installed).toContain('usr/share/icons/hicolor/256x256/apps/sharemem.png')
    expect(installed).toContain('usr/share/mime/packages/sharemem.xml')
    expect(installed).toContain('usr/share/doc/sharemem/copyright')
    expect(read('sharemem.desktop')).toMatch(/^Exec=\/opt\/Sharemem\/sharemem .*%F$/m)
    expect(read('sharemem.desktop')).toMatch(/^MimeType=application\/x-sharemem;$/m)
    const { outcome, records } = parseTrace(read('trace.jsonl'))
    expect(outcome.ok).toBe(true)
    expect(callsOf(records).filter(({ source }) => !source?.file.endsWith('.ts'))).toEqual([])
    expect(read('left.txt')).toBe('')
  })
})
