/** A host and a page of its own for each test of a suite. */
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { type Host, startHost } from '../../build/start/host.mjs'
import { leftovers } from '../leaks.mjs'
import { launchBrowser, openScreen, type Screen } from './browser.ts'

interface Opened {
  readonly browser: Browser
  readonly host: Host
  readonly screen: Screen
}

/**
 * `opened` is told of them before each test; `mode` is what follows the address. After the test nothing may have been
 * complained of, and nothing be left in the kernel.
 */
export function useScreen(opened: (opened: Opened) => void, mode = ''): void {
  let browser: Browser
  let host: Host
  let screen: Screen
  let before: string[]

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    before = leftovers()
    host = await startHost()
    screen = await openScreen(browser, `${host.url}${mode}`)
    opened({ browser, host, screen })
  })
  afterEach(async () => {
    expect(screen.complaints).toEqual([])
    await screen.page.context().close()
    await host.end()
    expect(leftovers()).toEqual(before)
  })
}
