/** A class predicts, with the keys and with a remote: what it was asked about stays, and its score is the lesson's. */
import { describe, expect, test } from 'vitest'
import { browserPath, type Screen } from './support/browser.ts'
import { useScreen } from './support/use-screen.ts'

describe.skipIf(!browserPath)('predictions', () => {
  let screen: Screen

  useScreen((opened) => {
    screen = opened.screen
  })

  const press = (key: string) => screen.page.keyboard.press(key)
  const button = (name: string) => screen.page.getByRole('button', { name, exact: true })
  const card = () => screen.page.getByRole('region', { name: 'Prediction' })
  const event = () => screen.page.getByRole('region', { name: 'Event', exact: true }).locator('.event h2')
  const title = () => card().locator('h2').textContent()
  const score = () => card().locator('.score').textContent()
  const marked = () => card().locator('[aria-pressed="true"]').allTextContents()
  const isAsked = async () => (await card().isVisible()) && (await title()) === 'What do you expect?'
  const nextQuestion = () => screen.stepUntil(isAsked)
  async function begin(preset: string) {
    await screen.page.setViewportSize({ width: 1280, height: 720 })
    await screen.page.getByRole('button', { name: preset, exact: true }).click()
    await button('Predict').click()
    await nextQuestion()
  }
  /** Skips what is asked before that call. */
  async function comeTo(call: string) {
    while (!(await card().locator('p').first().textContent())?.includes(call)) {
      await card().getByRole('button', { name: 'Skip' }).click()
      await nextQuestion()
    }
  }

  test('where nothing is asked for long, it is said what is going to be', async () => {
    await screen.page.evaluate(() => {
      location.hash = 'one-server-many-clients'
    })
    await screen.page.getByRole('button', { name: 'Three clients in turn', exact: true }).first().click()
    const hint = screen.page.getByText(/^Predict is on\. Not every step is asked about/)
    await expect.poll(() => button('Predict').isVisible()).toBe(true)
    expect(await hint.count()).toBe(0)
    await button('Predict').click()
    await hint.waitFor()
    await screen.picture('prediction-awaited')
    await nextQuestion()
    expect(await hint.count()).toBe(0)
    expect(await card().locator('p').first().textContent()).toMatch(/CreateFileMapping .*How will it end/)
    await press('a')
    await expect.poll(() => card().locator('.score').isVisible()).toBe(true)
    // Who has been asked knows it by now.
    for (const isThere of [false, true]) {
      await press('q')
      await expect.poll(() => button('Predict').getAttribute('aria-pressed')).toBe(String(isThere))
    }
    expect([await card().count(), await hint.count()]).toEqual([0, 0])
    await screen.endRun()
  })

  test('a remote marks a choice and answers with it, and the call stays with the reason when others have gone on', async () => {
    await begin('Who frees last')
    await comeTo('WinPostMsg')
    expect(await card().locator('.presets').textContent()).toMatch(/A TRUE.*B FALSE/)
    await screen.picture('prediction-asked')
    // One press too many of the key that steps answers nothing.
    await press('PageDown')
    expect(await isAsked()).toBe(true)
    expect(await marked()).toEqual(['A TRUE'])
    await press('PageUp')
    await expect.poll(marked).toEqual(['B FALSE'])
    const asked = /The \w+’s (\w+)/.exec((await card().locator('p').first().textContent()) ?? '')?.[1] ?? ''
    await press('PageDown')
    await expect.poll(title).toBe('Not so.')
    expect(await card().locator('.reason').textContent()).toMatch(/^The call says: TRUE\. The \w+ posted/)
    // Whoever it was posted to has woken up meanwhile, and its call is the latest event.
    await expect.poll(() => screen.calls().then((calls) => calls.at(-1))).not.toBe(asked)
    expect(await event().textContent()).toContain(asked)
    await screen.picture('prediction-answered')

    await nextQuestion()
    await press('a')
    await expect.poll(title).not.toBe('What do you expect?')
    expect(await score()).toMatch(/^[01] of 2 right in Who frees last/)
    await button('Reset').click()
    await expect.poll(() => card().locator('.score').count()).toBe(0)
  })

  test('after a wrong answer to many choices the score, the question and the reason are in sight together', async () => {
    await begin('Guaranteed delivery')
    await screen.page.setViewportSize({ width: 1280, height: 800 })
    // Beside four choices stands how to skip them.
    while ((await card().locator('.presets button').count()) < 5) {
      await press('b')
      await nextQuestion()
    }
    await press('d')
    await expect.poll(title).toBe('Not so.')
    const cutOff = () =>
      card().evaluate((element) => {
        const panel = element.parentElement?.getBoundingClientRect()
        return [...element.querySelectorAll('h2, .score, p:not(.presets)')].flatMap((part) => {
          const { top, bottom } = part.getBoundingClientRect()
          return panel && top >= panel.top && bottom <= panel.bottom ? [] : [part.textContent]
        })
      })
    await expect.poll(cutOff).toEqual([])
    await screen.picture('prediction-of-many')
  })

  test('each lesson has its own score, and a question goes away with the place in a recording that it was asked at', async () => {
    await screen.page.getByRole('button', { name: 'Recordings' }).click()
    await screen.page.getByRole('menuitem', { name: 'The lost request', exact: true }).click()
    await button('Predict').click()
    await nextQuestion()
    await press('b')
    await expect.poll(title).toMatch(/^(Right|Not so)\.$/)
    expect(await event().textContent()).toContain('WinPostMsg')
    expect(await score()).toMatch(/^[01] of 1 right in The lost request/)
    await nextQuestion()
    await press('ArrowLeft')
    await expect.poll(() => card().count()).toBe(0)
    await press('Control+k')
    await screen.page.keyboard.type('reset')
    await press('Enter')
    await nextQuestion()
    await press('a')
    await expect.poll(score).toMatch(/^[01] of 1 right/)
  })
})
