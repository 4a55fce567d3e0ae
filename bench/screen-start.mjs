/** The browser host's start, until a real browser shows a screen that can be used. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'
import { findBrowser } from '../build/test-tools.mjs'
import { cli } from './paths.mjs'

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
  await page.getByRole('button', { name: 'Begin with this question' }).click({ trial: true })
  const took = performance.now() - start
  await context.close()
  await host.end()
  return took
}

export async function startHost() {
  const host = fork(cli, ['serve'], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  const ended = once(host, 'exit')
  return {
    url: await addressOf(host),
    async end() {
      host.disconnect()
      await ended
    },
  }
}

async function addressOf(/** @type {import('node:child_process').ChildProcess} */ host) {
  if (!host.stdout) throw new Error('The host has no output.')
  for await (const line of createInterface({ input: host.stdout })) {
    const url = /http:\S+/.exec(line)?.[0]
    if (url) return url
  }
  throw new Error('The host has printed no address.')
}
