/** What is packed for each target, with a stand-in for Electron's runtime: it passes its checks, and each can fail. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as check from '../build/package/check.mjs'
import { SENTINEL } from '../build/package/fuses.mjs'
import { executableOf, nameOf, nativeFile, TARGETS } from '../build/package/targets.mjs'
import { callsOf, parseTrace } from './support/cli.ts'
import { makePackage, packedCli } from './support/packages.ts'

const UNPACKED = join('resources', 'app.asar.unpacked')
const ARCHIVE = join('resources', 'app.asar')

/** Node in Electron's place is to be had for Windows and for Linux on arm64 everywhere, and else for this machine. */
const targets = TARGETS.filter(
  ({ platform, arch }) =>
    platform === 'win32' || arch === 'arm64' || (platform === process.platform && arch === process.arch),
)

let folder: string
const made = new Map<string, check.Package>()
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sharemem-packages-'))
  for (const target of targets) made.set(nameOf(target), await makePackage(target, join(folder, nameOf(target))))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const packageOf = (name: string) => made.get(name) ?? expect.fail(`nothing was packed for ${name}`)

/** Puts a fault into a file of the package, and takes it out again. */
function spoiled(
  name: string,
  file: string,
  spoil: (path: string) => void,
  look: (found: check.Package) => string[],
) {
  const path = join(packageOf(name).folder, file)
  const kept = join(folder, 'kept')
  cpSync(path, kept)
  try {
    spoil(path)
    return look(packageOf(name))
  } finally {
    rmSync(path, { force: true })
    renameSync(kept, path)
  }
}

const names = targets.map(nameOf)

test.each(names)('the package for %s is all that it must be', (name) => {
  expect(check.checkPackage(packageOf(name))).toEqual([])
})

describe.each(names)('a fault in the package for %s is told', (name) => {
  const target = targets.find((each) => nameOf(each) === name) ?? expect.fail()
  const native = join(UNPACKED, nativeFile(target))
  const program = executableOf(target)

  test('an unpacked file is missing', () => {
    const cli = join(UNPACKED, 'dist', 'cli', 'cli.js')
    const found = spoiled(name, cli, (path) => rmSync(path), check.checkArchive)
    expect(found).toEqual(['app.asar.unpacked: dist/cli/cli.js is not what the archive says.'])
  })

  test('a file stands beside it that nobody listed', () => {
    const stray = join(packageOf(name).folder, UNPACKED, 'notes.txt')
    writeFileSync(stray, '')
    const found = check.checkBeside(packageOf(name))
    rmSync(stray)
    expect(found).toEqual([expect.stringContaining('app.asar.unpacked/notes.txt is not on the list')])
  })

  test('a source map is missing', () => {
    const map = join(UNPACKED, 'dist', 'participant', 'helper.cjs.map')
    const found = spoiled(name, map, (path) => rmSync(path), check.checkMaps)
    expect(found).toEqual(['helper.cjs has no source map: its calls would have no source lines.'])
  })

  test('the native is missing, is for another processor, or is no program', () => {
    const look = (spoil: (path: string) => void) => spoiled(name, native, spoil, check.checkMachines)
    const other = names.find((each) => each !== name) ?? expect.fail()
    const otherTarget = packageOf(other).target
    const foreign = join(packageOf(other).folder, UNPACKED, nativeFile(otherTarget))
    expect(look((path) => rmSync(path))).toEqual([expect.stringContaining('koffi.node is missing.')])
    expect(look((path) => cpSync(foreign, path))).toEqual([expect.stringContaining(`koffi.node is for ${other},`)])
    expect(look((path) => writeFileSync(path, 'text'))).toEqual([expect.stringContaining('is for no program')])
  })

  test('it is too large', () => {
    expect(check.checkSize(packageOf(name), 1024)).toEqual([expect.stringContaining('1024 are allowed')])
  })

  test('a fuse is not set', () => {
    const flip = (path: string) => {
      const bytes = readFileSync(path)
      // The fuse of the integrity of archives is the fifth.
      bytes.write('0', bytes.indexOf(SENTINEL) + SENTINEL.length + 2 + 4, 'latin1')
      writeFileSync(path, bytes)
    }
    expect(spoiled(name, program, flip, check.checkFuses)).toEqual([
      expect.stringContaining('EnableEmbeddedAsarIntegrityValidation'),
    ])
  })
})

test('a list is compared both ways', () => {
  expect(check.compare('here', ['a.js', 'b.map'], ['*.js', 'c.txt'])).toEqual([
    'here: b.map is not on the list (build/package/contents.json).',
    'here: nothing is there for c.txt.',
  ])
})

describe.each(names.filter((name) => name.startsWith('win32')))('what the program for %s says of itself', (name) => {
  test('an archive that was changed has another hash', () => {
    const change = (path: string) => {
      const bytes = readFileSync(path)
      // One digit of a file's hash, in the header.
      const at = bytes.indexOf('"hash":"') + 8
      bytes.write(bytes[at] === 0x30 ? '1' : '0', at, 'latin1')
      writeFileSync(path, bytes)
    }
    expect(spoiled(name, ARCHIVE, change, check.checkResources)).toEqual([
      'The program does not hold the hash of its app.asar.',
    ])
  })

  test('another version is told', () => {
    const found = check.checkResources({ ...packageOf(name), version: '9.9.9' })
    expect(found).toEqual([expect.stringContaining("The program's version is ")])
  })

  test("the runtime's own program has neither our name, nor icon, nor hash", () => {
    const runtime = join(folder, name, 'runtime', 'electron.exe')
    const found = spoiled(
      name,
      executableOf(packageOf(name).target),
      (path) => cpSync(runtime, path),
      check.checkResources,
    )
    expect(found.join()).toMatch(/name is Node.*description is Node.*icons have.*hash of its app\.asar/)
  })
})

describe.runIf(process.platform === 'linux')('away from the repository, on Linux', () => {
  const name = `linux-${process.arch}`
  let copy: string
  beforeAll(() => {
    copy = join(mkdtempSync(join(tmpdir(), 'sharemem packed ')), 'Sharemem')
    cpSync(packageOf(name).folder, copy, { recursive: true })
  })
  afterAll(() => rmSync(join(copy, '..'), { recursive: true, force: true }))

  const run = () =>
    spawnSync(join(copy, 'sharemem'), [join(copy, packedCli), 'run', 'request-reply', '--json'], {
      cwd: copy,
      encoding: 'utf8',
    })

  /** How many calls a run has told, and how many of them without a source line. */
  function counted() {
    const { stdout, stderr } = run()
    const { outcome, records } = parseTrace(stdout || stderr)
    const calls = callsOf(records)
    return {
      ok: outcome.ok,
      calls: calls.length,
      bare: calls.filter(({ source }) => !source?.file.endsWith('.ts')).length,
    }
  }

  test('a request is completed, and every call has its source line', () => {
    const found = counted()
    expect(found).toEqual({ ok: true, calls: expect.any(Number), bare: 0 })
    expect(found.calls).toBeGreaterThan(10)
  })

  test('without lines that the build has noted, and without maps, calls have no source line', () => {
    const participant = join(copy, UNPACKED, 'dist', 'participant')
    for (const file of readdirSync(participant)) if (file.endsWith('.map')) rmSync(join(participant, file))
    const notes = join(participant, 'place.cjs')
    writeFileSync(notes, readFileSync(notes, 'utf8').replace('place.line = line', ''))
    expect(counted().bare).toBeGreaterThan(0)
  })
})
