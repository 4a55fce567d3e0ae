/** The program for Windows that needs no installation, inside Wine. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { windowsPath } from '../../wine/run.mjs'
import { left } from './left.mjs'
import { inTrial } from './places.mjs'
import { must } from './report.mjs'
import { REQUEST, tracedCalls } from './trace.mjs'

/**
 * @param {ReturnType<typeof import('./report.mjs').makeReport>} report
 * @param {import('./wine.mjs').Wine} wine
 * @param {{ file: string, folder: string }} made the program, and what it was made of
 */
export async function tryPortable({ step }, wine, { file, folder }) {
  const before = await wine.everything()
  await step('the portable program unpacks itself and completes a request', async () => {
    const trace = inTrial('portable.jsonl')
    rmSync(trace, { force: true })
    // Electron's stand-in has to be told where the command line is, and its own folder is not known before it runs.
    const cli = `${windowsPath(folder)}\\resources\\app.asar.unpacked\\dist\\cli\\cli.js`
    const status = await wine.run(windowsPath(file), cli, ...REQUEST, windowsPath(trace))
    must(existsSync(trace), `it ended with ${status}`)
    return `${tracedCalls(readFileSync(trace, 'utf8'))} calls`
  })
  await step('nothing of it is left', async () => {
    const found = left(before, await wine.everything())
    must(found.length === 0, `there are ${found.length}: ${found.slice(0, 20).join(', ')}`)
  })
}
