/// <reference lib="dom" />
/** How long a step back takes near the end of a long trace. */
import { startHost } from '../build/start/host.mjs'
import { openTrace, recordTrace } from './large-trace.mjs'

/** Each request makes about forty records. */
const REQUESTS = 2500
const STEPS = 12

/**
 * In the page: from the key to the picture, in milliseconds.
 * @param {string} key
 */
async function press(key) {
  const start = performance.now()
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  await new Promise(requestAnimationFrame)
  // By then the browser has laid it out and painted it.
  await new Promise((resolve) => setTimeout(resolve))
  return performance.now() - start
}

/** @param {import('playwright-core').Browser} browser */
export async function lookBackSamples(browser) {
  const text = recordTrace(REQUESTS)
  const host = await startHost()
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage()
  await page.goto(host.url)
  await page.getByRole('button', { name: /^Begin/ }).click({ trial: true })
  await page.evaluate(openTrace, text)
  // What is behind is looked at from the end on: the first step there goes all the way.
  await page.evaluate(press, 'End')
  const steps = []
  for (let step = 0; step < STEPS; step += 1) steps.push(await page.evaluate(press, 'ArrowLeft'))
  await page.context().close()
  await host.end()
  return { records: text.trim().split('\n').length - 1, steps }
}
