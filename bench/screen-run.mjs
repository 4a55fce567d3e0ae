/// <reference lib="dom" />
/** What a run takes in the screen, beside the same run on the command line. */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
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
 * Told by the page as soon as it is there: to look every so often would count up to that much more.
 * @param {import('playwright-core').Page} page
 * @param {string} selector
 * @param {string} text
 */
async function untilSaid(page, selector, text) {
  const said = page.evaluate(
    ([where, what]) =>
      new Promise((/** @type {(said: void) => void} */ resolve) => {
        const look = () => {
          if (!document.querySelector(where ?? '')?.textContent?.includes(what ?? '')) return
          observer.disconnect()
          resolve()
        }
        const observer = new MutationObserver(look)
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
        look()
      }),
    [selector, text],
  )
  const late = AbortSignal.timeout(PATIENCE)
  const tooLate = once(late, 'abort').then(() => {
    throw new Error(`The screen has not said “${text}” within ${PATIENCE / 1000} s.`)
  })
  await Promise.race([said, tooLate])
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
  await untilSaid(page, '[data-testid=timing]', `Request ${REQUESTS}`)
  // It waits for further questions now, or is about to: then it is asked whether it is to be ended, and the key says yes.
  await page.keyboard.press('e')
  await page.keyboard.press('e')
  await untilSaid(page, 'output.outcome', 'Completed')
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
