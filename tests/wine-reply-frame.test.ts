/** The app's visible frame as the reply window: a real window of another process, inside Wine. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testProgramsFolder } from '../build/test/programs.mjs'
import { findWine } from '../build/wine/find.mjs'
import { paths, prepareWine } from '../build/wine/prepare.mjs'
import { runInWine, windowsPath } from '../build/wine/run.mjs'
import { helpers } from './leaks.mjs'
import { checkReplyFrame } from './suites/reply-frame.ts'

/** Less than a test may take, so that a run that hangs is ended. */
const LIMIT = 50_000

test.skipIf(!findWine())('answers that are posted to a window of another process reach the client', async () => {
  prepareWine()
  // So deep beside dist/ as it is in the project, and where koffi for Windows is.
  const place = mkdtempSync(join(paths.app, 'frame-'))
  const folder = join(place, 'built')
  mkdirSync(folder)
  for (const name of ['frame-run.mjs', 'partner.cjs'])
    copyFileSync(join(testProgramsFolder, name), join(folder, name))
  try {
    await checkReplyFrame((file) => {
      const args = [join(folder, 'partner.cjs'), file].map(windowsPath)
      return runInWine(join(folder, 'frame-run.mjs'), args, { timeout: LIMIT })
    })
    expect(helpers()).toEqual([])
  } finally {
    rmSync(place, { recursive: true })
  }
})
