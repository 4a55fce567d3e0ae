/** The host's process has ended while a page looks at its run. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHost } from '../build/start/host.mjs'
import { browserPath, launchBrowser, openScreen } from './support/browser.ts'

describe.skipIf(!browserPath)('when the host has ended', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  test('the page says that it does not come back, starts nothing, and keeps the run', async () => {
    const host = await startHost()
    const screen = await openScreen(browser, host.url, { viewport: { width: 1280, height: 720 } })
    const { page } = screen
    const button = (name: string) => page.getByRole('button', { name, exact: true })
    const why = (name: string) => button(name).locator('[role=tooltip]').textContent()
    await button('Guaranteed delivery').click()
    await screen.stepUntil(async () => (await screen.calls()).includes('DosGiveSharedMem'))
    const calls = await screen.calls()
    await host.end()

    const told = page.getByRole('alert').filter({ hasText: 'Sharemem has ended.' })
    await expect.poll(() => told.count()).toBe(1)
    expect(await told.textContent()).toContain('does not come back under this address')
    await screen.picture('host-gone')
    for (const name of ['Step', 'Play', 'Run']) {
      expect(await button(name).getAttribute('aria-disabled'), name).toBe('true')
      expect(await why(name)).toContain('Sharemem has ended')
    }
    expect(await button('End run').getAttribute('aria-disabled')).toBe('true')
    expect(await page.getByRole('button', { name: /^Send/ }).getAttribute('aria-disabled')).toBe('true')
    // A call may still have been made when it ended.
    expect((await screen.calls()).slice(0, calls.length)).toEqual(calls)
    await page.keyboard.press('Home')
    expect(await page.locator('.place').textContent()).toMatch(/^1 \//)
    await page.keyboard.press('x')
    const complaint = page.locator('#problem')
    await expect.poll(() => complaint.textContent()).toContain('The export cannot be loaded any more')
    const saved = page.waitForEvent('download')
    await told.getByRole('button', { name: 'Save recording' }).click()
    expect((await saved).suggestedFilename()).toMatch(/^request-reply/)
    await page.context().close()
  })

  test('before any run, nothing can be begun', async () => {
    const host = await startHost()
    const { page, picture } = await openScreen(browser, host.url, { viewport: { width: 1280, height: 720 } })
    await page.getByRole('button', { name: 'Guaranteed delivery' }).waitFor()
    await host.end()
    const told = page.getByRole('alert').filter({ hasText: 'Sharemem has ended.' })
    await expect.poll(() => told.isVisible()).toBe(true)
    await expect.poll(() => told.evaluate((it) => it.getBoundingClientRect().bottom <= innerHeight)).toBe(true)
    await picture('host-gone-idle')
    expect(await told.getByRole('button').count()).toBe(0)
    const primary = page.locator('.now-strip button.primary')
    await expect.poll(() => primary.getAttribute('aria-disabled')).toBe('true')
    expect(await page.getByRole('button', { name: 'Fire and forget' }).first().getAttribute('aria-disabled')).toBe(
      'true',
    )
    await page.context().close()
  })
})
