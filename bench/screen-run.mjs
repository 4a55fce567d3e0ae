/// <reference lib="dom" />
/** What a run takes in the screen, beside the same run on the command line. */
import { spawnSync } from 'node:child_process'
import { startHost } from '../build/start/host.mjs'
import { cli } from './paths.mjs'

const REQUESTS = 1000
/** In milliseconds. */
const PATIENCE = 300_000

/** The whole command, in milliseconds. */
function commandSample() {
  const start = performance.now()
  const { status } = spawnSync(process.execPath, [cli, 'run', 'request-reply', '--set', `requests=${REQUESTS}`])
  if (status !== 0) throw new Error(`The run on the command line ended with status ${status}.`)
  return performance.now() - start
}

/**
 * From the key that begins it until its outcome can be read, in milliseconds.
 * @param {import('playwright-core').Browser} browser
 */
async function screenSample(browser) {
  const host = await startHost()
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage()
  await page.goto(host.url)
  await page.getByRole('button', { name: /Objects: / }).click()
  await page.getByRole('textbox', { name: 'Requests' }).fill(String(REQUESTS))
  await page.keyboard.press('Tab')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: 'Settings' }).waitFor({ state: 'detached' })
  const start = performance.now()
  await page.keyboard.press('r')
  await page.waitForFunction(
    (last) => document.querySelector('[data-testid=timing]')?.textContent?.includes(`Request ${last}`),
    REQUESTS,
    { polling: 50, timeout: PATIENCE },
  )
  // It waits for further questions now, or is about to: then it is asked whether it is to be ended, and the key says yes.
  await page.keyboard.press('e')
  await page.keyboard.press('e')
  await page.waitForFunction(
    () => document.querySelector('output.outcome')?.textContent?.includes('Completed'),
    undefined,
    { polling: 50, timeout: PATIENCE },
  )
  const took = performance.now() - start
  await page.context().close()
  await host.end()
  return took
}

/**
 * Turn by turn, because the machine may be busier at one time than at another.
 * @param {import('playwright-core').Browser} browser
 * @param {number} samples
 */
export async function screenRunSamples(browser, samples) {
  const command = []
  const screen = []
  for (let sample = 0; sample < samples; sample += 1) {
    command.push(commandSample())
    screen.push(await screenSample(browser))
  }
  return { requests: REQUESTS, command, screen }
}
