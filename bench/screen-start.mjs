/** The browser host's start, until a real browser shows a screen that can be used. */
import { basename } from 'node:path'
import { chromium } from 'playwright-core'
import { startHost } from '../build/start/host.mjs'
import { findBrowser } from '../build/test/test-tools.mjs'

/** `chromium-headless-shell`, say; whatever it is that there is. */
export const browserName = () => basename(findBrowser() ?? '')

/** Null where there is none. Chromium refuses its sandbox to root. */
export async function openBrowser() {
  const executablePath = findBrowser()
  if (!executablePath) return null
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
}

/**
 * In milliseconds; the browser itself runs before.
 * @param {import('playwright-core').Browser} browser
 */
export async function hostSample(browser) {
  const context = await browser.newContext()
  const page = await context.newPage()
  const start = performance.now()
  const host = await startHost()
  await page.goto(host.url)
  await page.getByRole('button', { name: /^Begin/ }).click({ trial: true })
  const took = performance.now() - start
  await context.close()
  await host.end()
  return took
}
