/** Events and mutexes in the picture, in a real browser, of runs that were really made. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, type Screen } from './support/browser.ts'
import { root, runCli } from './support/cli.ts'
import { useScreen } from './support/use-screen.ts'

const SCENARIO = 'one-server-many-clients'

/** In the page: what the word “now” lies over, and the names that its line runs through. */
function coveredByNow(): (string | null)[] {
  const now = document.querySelector('.now-line text')?.getBoundingClientRect()
  const line = document.querySelector('.now-line line')?.getBoundingClientRect()
  if (!now || !line) throw new Error('There is no now line.')
  return [...document.querySelectorAll('svg .rail .name, svg .row text')]
    .filter((text) => {
      const { left, right, top, bottom } = text.getBoundingClientRect()
      const isBesideRail = text.matches('.name')
      if (isBesideRail && top < line.top && line.top < bottom) return true
      return left < now.right && now.left < right && top < now.bottom && now.top < bottom
    })
    .map(({ textContent }) => textContent)
}

/** In the page: the words of steps that are to come over which somebody else's bar lies. */
function underBars(): (string | null)[] {
  const bars = [...document.querySelectorAll('svg .ghost .bar, svg .waiter rect')]
  return [...document.querySelectorAll('svg .ghost text')]
    .filter((text) => {
      const { left, right, top, bottom } = text.getBoundingClientRect()
      return bars.some((bar) => {
        const its = bar.getBoundingClientRect()
        return left < its.right && its.left < right && top < its.bottom && its.top < bottom
      })
    })
    .map(({ textContent }) => textContent)
}

/** In the page: the names that have no tick to their rail, or stand nearer to another one. */
function unclearNames(): (string | null)[] {
  const middleOf = (element: Element) => {
    const { left, right } = element.getBoundingClientRect()
    return (left + right) / 2
  }
  const tracks = [...document.querySelectorAll('svg .rail line.track')]
  return [...document.querySelectorAll('svg .rail .name')]
    .filter((name) => {
      const own = name.parentElement?.querySelector('line.track')
      const near = tracks.toSorted(
        (a, b) => Math.abs(middleOf(a) - middleOf(name)) - Math.abs(middleOf(b) - middleOf(name)),
      )
      return !name.parentElement?.querySelector('path.track') || near[0] !== own
    })
    .map(({ textContent }) => textContent)
}

describe.skipIf(!browserPath)('rails', () => {
  let screen: Screen
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sharemem-rails-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  useScreen((opened) => {
    screen = opened.screen
  }, `#${SCENARIO}`)

  /** Resolves once it is shown. */
  async function open(file: string) {
    await screen.page.getByLabel('Open a recording').setInputFiles(file)
    await screen.page.getByRole('button', { name: `Recording: ${basename(file)}` }).waitFor()
  }
  const chips = () => screen.page.locator('svg .waiter text').allTextContents()
  const owners = () => screen.page.locator('svg .rail.mutex .stretch').allTextContents()
  const card = async () => (await screen.page.getByTestId('sync-objects').allTextContents()).join()
  /** How many steps up to what is looked at, and what that is: the outcome comes after the last step. */
  const place = async () => (await screen.page.locator('.place, .event h2').allTextContents()).join()
  /** Looks back step by step until something holds of what is drawn. */
  async function backUntil(holds: () => Promise<boolean>) {
    await screen.page.keyboard.press('End')
    for (let step = 0; step < 400 && !(await holds()); step += 1) {
      const before = await place()
      await screen.page.keyboard.press('ArrowLeft')
      await expect.poll(place).not.toBe(before)
    }
  }

  test('a mutex shows its owner and the queue before it, an event who set it and whom it woke', async () => {
    await open(join(root, 'recordings', 'clients-in-turn.jsonl'))
    const owned = /ApplicationSpecificFree mutexclient-([123]) owns it · waiting: client-([123])/
    await backUntil(async () => owned.test(await card()))
    const [, owner, waiter] = owned.exec(await card()) ?? []
    expect(owner).not.toBe(waiter)
    expect(await chips()).toContain(waiter)
    expect(await owners()).toContain(owner)
    expect(await screen.page.locator('svg .signal.wakes').count()).toBeGreaterThan(0)
    expect(await screen.page.locator('svg .rail .name').allTextContents()).toEqual(
      expect.arrayContaining(['Free', 'Exec', 'Done']),
    )
    await screen.picture('rails')
    // Wherever it stands, the word at the now line covers no name and no other word.
    await screen.page.keyboard.press('Home')
    for (let step = 0; step < 16; step += 1) {
      expect(await screen.page.evaluate(coveredByNow)).toEqual([])
      await screen.page.keyboard.press('ArrowRight')
    }
  })

  test('no bar lies over the words of a step that is to come, and each name is its own rail’s', async () => {
    const { page } = screen
    await page.setViewportSize({ width: 1280, height: 720 })
    await page.getByRole('button', { name: 'Three clients in turn', exact: true }).first().click()
    const ghosts = () => page.locator('svg .ghost .label').allTextContents()
    // Long enough to reach over the lanes beside it.
    await screen.stepUntil(async () => {
      expect(await page.evaluate(underBars)).toEqual([])
      return (await ghosts()).includes('WaitForSingleObject')
    })
    for (const mode of ['desk', 'presenter']) {
      expect(await page.evaluate(underBars), mode).toEqual([])
      expect(await page.evaluate(unclearNames), mode).toEqual([])
      expect(await page.locator('svg .rail .name').count(), mode).toBeGreaterThan(3)
      await screen.picture(`rails-of-three-${mode}`)
      await page.keyboard.press('F5')
      await page.waitForTimeout(250)
    }
    await screen.endRun()
  })

  test('the mutex of an owner that was killed is abandoned until the next one has it', async () => {
    const file = join(folder, 'abandoned.jsonl')
    await runCli('run', SCENARIO, '--preset', 'abandoned-mended', '--record', file)
    await open(file)
    // Who waits has it at once: at no step it is seen to lie there, but in the picture between two owners.
    await backUntil(async () => (await owners()).includes('×'))
    const [before, after] = [-1, 1].map((by) => async () => (await owners()).at((await owners()).indexOf('×') + by))
    expect(await before?.()).toBe('1')
    expect(await after?.()).toMatch(/[23]/)
    await screen.picture('rails-abandoned')
  })

  test('a live wait says for what, since when, and for how much longer', async () => {
    const { page } = screen
    await page.getByText('Many clients, one at a time').waitFor()
    const waits = page.getByTestId('sync-objects').getByText(/since \d+\.\d s, \d\.\d s left/)
    for (let step = 0; step < 80 && !(await waits.first().isVisible()); step += 1) {
      await page.keyboard.press('Space')
      await page.waitForTimeout(50)
    }
    expect(await waits.first().textContent()).toMatch(/^client-[12] since 0\.\d s, [12]\.\d s left$/)
    await screen.endRun()
    await page.locator('.outcome').waitFor()
  })
})
