/** What axe finds in every view, in every dress: nothing; and how small the smallest text is. */
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Host, startHost } from '../build/start/host.mjs'
import { browserPath, launchBrowser, openScreen, type Screen } from './support/browser.ts'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * By every rule of these tags; what passes is not described, which takes as long again. A page gets axe once: each time that it
 * is read anew, it would be compiled anew.
 */
async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  const found = await page.evaluate(async (runOnly) => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
    return (await axe.run({ runOnly, resultTypes: ['violations'], selectors: false })).violations
  }, WCAG)
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

/** The size of every text that is shown, as it is drawn, in pixels; those below `limit`. */
const smallTexts = (page: Page, limit: number) =>
  page.evaluate(
    (limit) =>
      [...document.querySelectorAll('body *')]
        .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
        .filter((element) => element.getClientRects().length > 0)
        .map((element) => ({
          text: element.textContent?.slice(0, 40),
          size: Number.parseFloat(getComputedStyle(element).fontSize) * element.currentCSSZoom,
        }))
        .filter(({ size }) => size < limit),
    limit,
  )

const dresses = [
  { name: 'light', colorScheme: 'light', present: false },
  { name: 'dark', colorScheme: 'dark', present: false },
  { name: 'presenter', colorScheme: 'light', present: true },
  { name: 'presenter, dark', colorScheme: 'dark', present: true },
] as const

describe.skipIf(!browserPath)('everybody can use the screen', () => {
  let browser: Browser
  let host: Host
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())
  // One of its own for each: a run that has ended is shown to every screen that comes later.
  beforeEach(async () => {
    host = await startHost()
  })
  afterEach(() => host.end())

  test.each(dresses)(
    '$name: axe finds nothing, and no text is too small',
    async ({ name, colorScheme, present }) => {
      const options = { viewport: { width: 1280, height: 720 }, colorScheme }
      const screen = await openScreen(browser, `${host.url}${present ? '#present' : ''}`, options)
      const { page } = screen
      async function look(view: string) {
        // What fades in has its colours a moment later.
        await page.waitForTimeout(300)
        expect(await violations(page), `${view}, ${name}`).toEqual([])
        expect(await smallTexts(page, present ? 20 : 12), `${view}, ${name}`).toEqual([])
        await screen.picture(`${view}-${name}`)
      }
      await look('idle')
      await walk(screen, look)
      expect(screen.complaints).toEqual([])
      await page.context().close()
    },
    300_000,
  )

  async function walk({ page, stepUntil, calls, endRun }: Screen, look: (view: string) => Promise<void>) {
    const button = (name: string) => page.getByRole('button', { name, exact: true })
    await page.getByRole('button', { name: 'Guaranteed delivery' }).click()
    await stepUntil(async () => (await calls()).includes('DosGiveSharedMem'))
    await look('stepping')
    await button('Run').click()
    await expect.poll(() => page.getByTestId('answer').isVisible()).toBe(true)
    await look('answer')
    await endRun()
    await expect.poll(() => page.locator('.lesson').isVisible()).toBe(true)
    await look('lesson')
    for (const menu of ['Recordings', 'Faults']) {
      await button(menu).click()
      await look(menu.toLowerCase())
      await page.keyboard.press('Escape')
    }
    await page.getByRole('button', { name: /Objects:/ }).click()
    await look('settings')
    await page.keyboard.press('Escape')
    await button('Keys').click()
    await look('keys')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await look('palette')
    await page.keyboard.press('Escape')
    await page.keyboard.press('/')
    await look('question')
    await page.keyboard.press('Escape')
  }

  test('at a zoom of 200 % nothing is cut off, and all of it can be used', async () => {
    const screen = await openScreen(browser, host.url, {
      viewport: { width: 640, height: 400 },
      deviceScaleFactor: 2,
    })
    const { page } = screen
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await expect.poll(() => page.getByTestId('answer').isVisible()).toBe(true)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    await page.getByTestId('answer').scrollIntoViewIfNeeded()
    await screen.endRun()
    await expect.poll(() => page.locator('output.outcome').textContent()).toContain('Completed.')
    expect(await violations(page)).toEqual([])
    await screen.picture('zoomed')
    await page.context().close()
  })

  test('who wants less motion gets none', async () => {
    const screen = await openScreen(browser, host.url, { reducedMotion: 'reduce' })
    const moving = () =>
      screen.page.evaluate(
        () =>
          document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 1).length,
      )
    await screen.page.getByRole('button', { name: 'Run', exact: true }).click()
    await expect.poll(() => screen.page.getByTestId('answer').isVisible()).toBe(true)
    expect(await moving()).toBe(0)
    await screen.page.context().close()
  })

  test('presenter mode comes and goes with F5, and the screen turns black with B', async () => {
    const screen = await openScreen(browser, host.url)
    const { page } = screen
    const presents = () => page.evaluate(() => document.documentElement.hasAttribute('data-present'))
    await page.getByRole('button', { name: 'Keys' }).waitFor()
    await page.keyboard.press('F5')
    await expect.poll(presents).toBe(true)
    await page.mouse.move(300, 200)
    expect(await page.locator('.pointer-ring').boundingBox()).toMatchObject({ x: expect.closeTo(273, -1) })
    await page.keyboard.press('b')
    const black = page.getByRole('button', { name: /The screen is black/ })
    await expect.poll(() => black.isVisible()).toBe(true)
    expect((await black.boundingBox())?.width).toBeGreaterThanOrEqual(1279)
    await page.keyboard.press('b')
    await expect.poll(() => black.isVisible()).toBe(false)
    await page.keyboard.press('F5')
    await expect.poll(presents).toBe(false)
    await page.context().close()
  })
})
