/** A real browser in front of a real host. */
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { findBrowser } from '../../build/test/test-tools.mjs'
import { root } from './cli.ts'

export const browserPath = findBrowser()

/** Chromium refuses its sandbox to root. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []

export function launchBrowser(): Promise<Browser> {
  if (!browserPath) throw new Error('This machine has no browser.')
  return chromium.launch({ executablePath: browserPath, args: asRoot })
}

const pictures = join(root, 'test-results')

/**
 * For people to look at, who ask for them by SHAREMEM_PICTURES; nothing compares them, and two hundred of them cost as much as
 * ten tests.
 */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (process.env.SHAREMEM_PICTURES) await page.screenshot({ path: join(pictures, `${name}.png`) })
}

export interface Screen {
  readonly page: Page
  /** Everything that the page complained about: errors, warnings, refusals of its content security policy. */
  readonly complaints: string[]
  /**
   * Resolves once what the participants have done is drawn: who halts is told at once, while records are held back until
   * those of the other participants can be put in order with them.
   */
  settled(): Promise<void>
  /** Releases call after call with the Step button until something holds, and what has been done is drawn. */
  stepUntil(holds: () => Promise<boolean>): Promise<void>
  /** The names of the calls drawn so far, in the order of time. */
  calls(): Promise<string[]>
  /** Ends the run, also in the middle of a request. */
  endRun(): Promise<void>
  /** Where somebody has asked for pictures. */
  picture(name: string): Promise<void>
}

/** How long may be stepped, in milliseconds: less than a test may take, so that it can tell why it did not get there. */
const PATIENCE = 45_000

/** Longer than records are held back, which is 40 ms, and drawn, in milliseconds. */
const STILL = 150
/** How long after a press what has come of it may be drawn, in milliseconds. */
const LATE = 300

/** What the screen says of where the run stands. */
async function standing(page: Page): Promise<string> {
  const said = await page.locator('.ghost, .heads .name, .outcome, .toast, [role="status"]').allTextContents()
  const place = await page.locator('.transport').textContent()
  return [place, ...said].join(' | ')
}

export async function openScreen(browser: Browser, url: string, options = {}): Promise<Screen> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(url)
  const next = page.locator('button[aria-label="Step"][aria-disabled="false"]')
  const drawn = async () => (await page.locator('.place, .ghost .label, .outcome').allTextContents()).join()
  /** Once something else is drawn than before; a step into a wait may draw nothing. */
  async function redrawn(before: string) {
    for (const late = Date.now() + LATE; Date.now() < late && (await drawn()) === before; )
      await page.waitForTimeout(10)
  }
  async function settled() {
    const deadline = Date.now() + PATIENCE
    for (let before: string | null = null; Date.now() < deadline; ) {
      const now = await drawn()
      if (now === before) return
      before = now
      await page.waitForTimeout(STILL)
    }
    throw new Error(`It did not come to rest. ${await standing(page)}`)
  }
  return {
    page,
    complaints,
    settled,
    async stepUntil(holds) {
      const deadline = Date.now() + PATIENCE
      while (!(await holds())) {
        if (Date.now() > deadline) throw new Error(`It was not stepped there. ${await standing(page)}`)
        // Nobody may wait to be released just now; what is waited for may come by itself meanwhile.
        await next.waitFor({ timeout: 1000 }).catch(() => {})
        // Whoever halts now may be who is waited for.
        if (await holds()) break
        const before = await drawn()
        await next.click({ timeout: 100 }).catch(() => {})
        await redrawn(before)
      }
      await settled()
    },
    calls: () =>
      page
        .locator('svg g.call[data-event], svg g.minor[data-event]')
        .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-event') ?? '')),
    async endRun() {
      await page.getByRole('button', { name: 'End run', exact: true }).click()
      const asked = page.getByRole('dialog', { name: 'End the run?' }).getByRole('button', { name: /^End run/ })
      const ended = page.locator('output.outcome')
      await expect
        .poll(async () => {
          if (await asked.isVisible()) await asked.click({ timeout: 1000 }).catch(() => {})
          return ended.count()
        })
        .toBe(1)
    },
    picture: (name) => takePicture(page, name),
  }
}
