import { chromium } from 'playwright-core'
import { findBrowser } from '../../../build/test/test-tools.mjs'

/** @type {Promise<import('playwright-core').Browser> | null} */
let browser = null

/** Chromium refuses its sandbox to root; signals are the app's own. */
export function theBrowser() {
  browser ??= chromium.launch({
    executablePath: findBrowser() ?? '',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
  })
  return browser
}

export const closeBrowser = async () => (await browser)?.close()
