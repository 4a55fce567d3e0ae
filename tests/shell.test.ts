/** The desktop app of this checkout and that of its package, in front of a stand-in for Electron. */
import { cpSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { executableOf, targetOf } from '../build/package/targets.mjs'
import { testProgramsFolder } from '../build/test/programs.mjs'
import { shellSuite } from './suites/shell.ts'
import { browserPath } from './support/browser.ts'
import { root } from './support/cli.ts'
import { makePackage, openArchive } from './support/packages.ts'

describe.skipIf(!browserPath || process.platform !== 'linux')('the desktop app', () => {
  shellSuite('from its sources', { root, frame: join(testProgramsFolder, 'partner.cjs') })

  describe('away from the repository', () => {
    const target = targetOf('linux', process.arch)
    const folder = join(tmpdir(), `sharemem packed ${process.pid}`)
    const copy = join(folder, 'Sharemem')
    const resources = join(copy, 'resources')
    beforeAll(async () => {
      const made = await makePackage(target, join(folder, 'made'))
      cpSync(made.folder, copy, { recursive: true })
      rmSync(join(folder, 'made'), { recursive: true })
      openArchive(resources)
    })
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    shellSuite('from its package', {
      root: join(resources, 'app.asar'),
      program: join(copy, executableOf(target)),
      packed: true,
      participants: join(resources, 'app.asar.unpacked', 'dist', 'participant'),
    })
  })
})
