/** Presenter mode on small projectors: the picture has its share, everything can be read, and nothing is cut off. */
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { browserPath, openScreen, type Screen } from './support/browser.ts'
import { crowdRecording } from './support/crowd.ts'
import { useScreen } from './support/use-screen.ts'

/** Of the screen's area, and the smallest text in pixels of a screen that is 1280 wide. */
const SHARE = 0.62
const SMALLEST = 20
const WIDTH = 1280

const LARGER = { width: WIDTH, height: 720 }
const SIZES = [{ width: 1024, height: 640 }, LARGER]

/** The picture's share of the screen, and every text that is too small, or that something cuts off. */
const look = (page: Page) =>
  page.evaluate((smallest) => {
    // On the same wall; of what is not whole, a hundredth less is nothing.
    const least = smallest * innerWidth - 0.01
    const round = (...edges: number[]) => edges.map(Math.round).join(' ')
    const isForReadersOnly = (element: Element | null): boolean =>
      element !== null &&
      (getComputedStyle(element).clipPath.startsWith('inset(50%') || isForReadersOnly(element.parentElement))
    const texts = [...document.querySelectorAll('body *')].filter(
      (element) =>
        [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()) &&
        element.getClientRects().length > 0 &&
        getComputedStyle(element).visibility !== 'hidden' &&
        !isForReadersOnly(element),
    )
    /** Who scrolls in the picture sees the rest. */
    function clippedBy(element: Element): string | null {
      const range = document.createRange()
      // What other elements say in it is looked at with them.
      const own = [...element.childNodes].filter(({ nodeType }) => nodeType === 3)
      range.setStartBefore(own[0] ?? element)
      range.setEndAfter(own.at(-1) ?? element)
      const text = range.getBoundingClientRect()
      if (text.left < -1 || text.right > innerWidth + 1) return `the screen: ${round(text.left, text.right)}`
      for (let around: Element | null = element; around?.parentElement; around = around.parentElement) {
        if (around.id === 'picture') return null
        const { overflowX, overflowY } = getComputedStyle(around)
        const { left, right, top, bottom } = around.getBoundingClientRect()
        const across = overflowX !== 'visible' && (text.left < left - 1 || text.right > right + 1)
        const along = overflowY !== 'visible' && (text.top < top - 1 || text.bottom > bottom + 1)
        if (across || along) return `${around.className}: ${round(text.top, text.bottom)} in ${round(top, bottom)}`
      }
      return null
    }
    const named = (element: Element) => element.textContent?.slice(0, 60)
    const { width, height } = document.querySelector('.board')?.getBoundingClientRect() ?? { width: 0, height: 0 }
    return {
      share: (width * height) / (innerWidth * innerHeight),
      small: texts
        .filter((each) => Number.parseFloat(getComputedStyle(each).fontSize) * each.currentCSSZoom < least)
        .map(named),
      clipped: texts.flatMap((each) => {
        const by = clippedBy(each)
        return by === null ? [] : `${named(each)} by ${by}`
      }),
      /** The names of calls, which are what a class follows. */
      shortened: [...document.querySelectorAll('.row.call .label')].map(named).filter((text) => text?.includes('…')),
      overflow: [
        document.documentElement.scrollWidth - innerWidth,
        document.documentElement.scrollHeight - innerHeight,
      ],
    }
  }, SMALLEST / WIDTH)

const systems = [
  'request-reply',
  'one-server-many-clients',
  'parent-and-child',
  'welcome-text',
  'file-search',
  'peer-to-peer',
] as const

describe.skipIf(!browserPath)('presenter mode', () => {
  let screen: Screen
  let url: string
  let open: (options: object) => Promise<Screen>
  useScreen((opened) => {
    screen = opened.screen
    url = opened.host.url
    open = (options) => openScreen(opened.browser, `${url}#present`, options)
  }, '#present')

  const strip = () => screen.page.getByRole('region', { name: 'Now', exact: true })
  const says = (text: RegExp) => expect.poll(() => strip().textContent()).toMatch(text)
  async function fits(what: string, sizes = SIZES) {
    for (const size of sizes) {
      await screen.page.setViewportSize(size)
      await screen.page.waitForTimeout(250)
      const there = `${what}-${size.width}`
      await screen.picture(`presenter-${there}`)
      const { share, ...rest } = await look(screen.page)
      expect(rest, there).toEqual({ small: [], clipped: [], shortened: [], overflow: [0, 0] })
      expect(share, there).toBeGreaterThanOrEqual(SHARE)
    }
  }

  test.each(systems)('%s fits: its start page, a step, what comes of it, and its end', async (system) => {
    const { page } = screen
    await page.setViewportSize(LARGER)
    await says(/Begin with/)
    await page.goto(`${url}#${system}/walk&present`)
    await says(system === 'request-reply' ? /Begin with/ : /Begin space$/)
    await page.getByRole('heading', { name: 'Give a lesson' }).waitFor()
    await fits(`${system}-idle`)
    await page.keyboard.press(' ')
    await says(/^Next: /)
    await fits(`${system}-begun`, [LARGER])
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press(' ')
      await page.waitForTimeout(60)
    }
    await fits(`${system}-stepped`)
    await page.keyboard.press('r')
    if (system === 'request-reply') {
      await says(/Answered: Fe, Iron/)
      expect(await page.getByTestId('answer').textContent()).toBe('AnswerFe, Iron')
      expect(await page.getByLabel('Ask the server').isVisible()).toBe(true)
      await fits(`${system}-answered`, [LARGER])
      await page.keyboard.press('e')
    }
    await says(/Begin again/)
    // All that the run leaves to remember, and nothing of it out of sight.
    const points = page.locator('.presented .lesson li')
    expect(await points.count()).toBeGreaterThan(2)
    for (const point of await points.all()) expect(await point.isVisible()).toBe(true)
    await fits(`${system}-ended`)
  })

  test('beside the picture stand one sentence and the count in large, and nothing of parameters and citations', async () => {
    const { page } = screen
    await page.setViewportSize(LARGER)
    await expect
      .poll(() =>
        strip()
          .getByRole('button', { name: /^Begin/ })
          .count(),
      )
      .toBe(1)
    await page.keyboard.press(' ')
    await says(/^Next: the client calls DosAllocSharedMem/)
    await page.keyboard.press(' ')
    await expect.poll(() => page.locator('.count-in-large b').allTextContents()).toEqual(['1'])
    const size = (selector: string) =>
      page
        .locator(selector)
        .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize) * element.currentCSSZoom)
    expect(await size('.count-in-large b')).toBeGreaterThan(60)
    const pane = page.getByRole('region', { name: 'Event' })
    expect(await pane.locator('dl, .cited').count()).toBe(0)
    expect(await pane.locator('.say').textContent()).toMatch(/^[^.]*\.$/)
    await page.keyboard.press('?')
    await expect.poll(() => page.getByRole('dialog', { name: 'Keys' }).isVisible()).toBe(true)
    const help = await page.getByRole('dialog', { name: 'Keys' }).evaluate((it) => it.scrollHeight - it.clientHeight)
    expect(help).toBe(0)
    await fits('help')
  })

  test('a class predicts, also until a bad end, and all that it has to read is in sight', async () => {
    const { page } = screen
    const card = page.getByRole('region', { name: 'Prediction' })
    const isAsked = async () => (await card.locator('h2').allTextContents()).join() === 'What do you expect?'
    await page.setViewportSize(LARGER)
    await page.getByRole('button', { name: 'The lost request', exact: true }).click()
    await says(/^Next: /)
    await page.keyboard.press('q')
    for (let question = 1; question <= 4; question += 1) {
      await screen.stepUntil(isAsked)
      await fits(`asked-${question}`, [LARGER])
      await page.keyboard.press('a')
      await expect.poll(() => card.locator('h2').textContent()).toMatch(/^(Right|Not so)\.$/)
      await fits(`told-${question}`, [LARGER])
    }
    expect(await page.getByRole('button', { name: 'Predict', exact: true }).textContent()).toMatch(/^[0-4]\/4$/)
    await page.keyboard.press('q')
    await page.keyboard.press('r')
    await says(/The request was lost/)
    const ending = page.locator('.held .ending')
    await expect
      .poll(() => ending.textContent())
      .toMatch(/when the server came to get the object.*INVALID_ADDRESS\.$/)
    for (const point of await page.locator('.presented .lesson li').all()) expect(await point.isVisible()).toBe(true)
    await fits('lost')
  })

  test.each(['light', 'dark'] as const)(
    'three and nine participants fit as well, in %s colours',
    async (colorScheme) => {
      await screen.page.context().close()
      screen = await open({ viewport: LARGER, colorScheme })
      const { page } = screen
      for (const count of [3, 9]) {
        await page.getByLabel('Open a recording').setInputFiles({
          name: `${count}.jsonl`,
          mimeType: 'application/jsonl',
          buffer: Buffer.from(crowdRecording(count)),
        })
        await expect.poll(() => page.locator('.heads .head').count()).toBe(count + 1)
        // All but one hold the memory.
        for (let step = 0; step < 2 * count; step += 1) await page.keyboard.press('ArrowRight')
        await fits(`${count}-${colorScheme}`)
      }
      await page.keyboard.press('End')
      await fits(`nine-end-${colorScheme}`)
    },
  )
})
