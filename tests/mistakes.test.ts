/** What the documents got wrong, in a real browser: what is listed can be seen, and is told beside its calls. */
import { describe, expect, test } from 'vitest'
import { scenarios } from '../electron/scenarios/catalogue.ts'
import { wordsOfName } from '../renderer/vocabulary/vocabulary.ts'
import { browserPath, type Screen } from './support/browser.ts'
import { useScreen } from './support/use-screen.ts'

const infos = scenarios.map(({ info }) => info)

test.each(infos)('what is wrong in the source of $id leads to presets and calls that there are', (info) => {
  const { mistakes = [], lesson } = info
  expect(mistakes.length).toBeGreaterThan(0)
  const presets = lesson.presets.map(({ id }) => id)
  for (const { preset, mended, calls = [] } of mistakes) {
    expect(presets).toEqual(expect.arrayContaining([preset, mended].filter((id) => id !== undefined)))
    for (const call of calls) expect(wordsOfName(call), call).toBeDefined()
    expect(preset !== undefined || calls.length > 0).toBe(true)
  }
})

describe.skipIf(!browserPath)('the page', () => {
  let screen: Screen
  useScreen((opened) => {
    screen = opened.screen
  })
  const page = () => screen.page.getByRole('dialog', { name: 'What the documents got wrong' })

  test('lists every mistake, and one leads to a run of another scenario in which it happens', async () => {
    await screen.page.getByRole('button', { name: 'What the documents got wrong' }).click()
    const said = infos.flatMap(({ mistakes = [] }) => mistakes.map(({ says }) => says))
    await expect.poll(() => page().locator('dt').allTextContents()).toEqual(said)
    await screen.picture('mistakes')
    await page().getByRole('button', { name: 'Half initialised', exact: true }).click()
    await expect.poll(() => page().isVisible()).toBe(false)
    await expect.poll(() => screen.page.url()).toContain('#peer-to-peer')
    await screen.page.getByRole('button', { name: 'Run', exact: true }).click()
    await screen.page.locator('.outcome').waitFor()
    await screen.page.keyboard.press('Home')
    const heading = screen.page.getByRole('heading', { name: /^CreateFileMapping/ })
    for (let step = 0; step < 10 && !(await heading.isVisible()); step += 1)
      await screen.page.keyboard.press('ArrowRight')
    const noted = await screen.page.locator('.noted').allTextContents()
    expect(noted.join()).toContain('It has been created, and no more')
    const ends = await screen.page
      .locator('.event dt')
      .evaluateAll((names) => names.map((name) => (name as HTMLElement).scrollWidth <= name.clientWidth))
    expect(ends).not.toContain(false)
    await screen.picture('noted')
  })

  test('has an address, and Escape and its key close it', async () => {
    await screen.page.getByRole('button', { name: 'What the documents got wrong' }).waitFor()
    await screen.page.keyboard.press('w')
    await expect.poll(() => screen.page.url()).toContain('&mistakes')
    await screen.page.reload()
    await expect.poll(() => page().isVisible()).toBe(true)
    await screen.page.keyboard.press('Escape')
    await expect.poll(() => page().isVisible()).toBe(false)
    await expect.poll(() => screen.page.url()).not.toContain('mistakes')
  })
})
