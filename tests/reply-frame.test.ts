/** The app's visible frame as the reply window, on this system's kernel. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testProgramsFolder } from '../build/test/programs.mjs'
import { leftovers } from './leaks.mjs'
import { checkReplyFrame } from './suites/reply-frame.ts'

test('answers that are posted to a window of another process reach the client, by that window', async () => {
  const before = leftovers()
  await checkReplyFrame(async (file) => {
    const [script = '', partner = ''] = ['frame-run.mjs', 'partner.cjs'].map((name) => join(testProgramsFolder, name))
    const [status] = await once(spawn(process.execPath, [script, partner, file], { stdio: 'ignore' }), 'exit')
    return status as number | null
  })
  expect(leftovers()).toEqual(before)
})
