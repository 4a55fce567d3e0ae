/** The screen in a real browser, in front of live processes: clicked, stepped, and looked at. */
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { browserPath, launchBrowser, openScreen, type Screen } from './support/browser.ts'
import { type Host, startHost } from './support/host.ts'
import { helperOf, kernelObjects } from './support/leaks.ts'

describe.skipIf(!browserPath)('the screen', () => {
  let before: string[]
  let browser: Browser
  let host: Host
  let screen: Screen

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    before = kernelObjects()
    host = await startHost()
    screen = await openScreen(browser, host.url)
  })
  afterEach(async () => {
    expect(screen.complaints).toEqual([])
    await screen.page.context().close()
    await host.end()
    expect(kernelObjects()).toEqual(before)
  })

  const answer = () => screen.page.getByTestId('answer')
  const outcome = () => screen.page.locator('output.outcome')
  const button = (name: string) => screen.page.getByRole('button', { name, exact: true })
  const ask = (question: string) => screen.page.getByLabel('Ask the server').fill(question)

  test('a question is typed, stepped through call by call, and answered', async () => {
    await screen.picture('idle')
    await ask('lookup Au')
    await screen.page.keyboard.press('Enter')
    await expect.poll(() => screen.page.locator('.ghost').count()).toBe(1)
    expect(await screen.calls()).toEqual([])

    await screen.stepUntil(async () => (await screen.calls()).includes('DosGiveSharedMem'))
    const object = screen.page.getByTestId('object').first()
    expect(await object.textContent()).toContain('0x6FFF0000')
    expect(await object.locator('.usage b').allTextContents()).toEqual(['2', '2'])
    expect(await screen.page.locator('.code li.at').count()).toBe(2)
    await screen.picture('given')

    await screen.stepUntil(() => answer().isVisible())
    expect(await answer().textContent()).toContain('Gold')
    await screen.picture('answered')

    await button('End run').click()
    await expect.poll(() => outcome().textContent()).toContain('Completed.')
    expect(await screen.page.getByTestId('timing').textContent()).toMatch(
      /posted.*received.*acknowledged.*client freed/,
    )
    const calls = await screen.calls()
    expect(calls.filter((name) => name === 'DosFreeMem')).toHaveLength(4)
    await screen.picture('ended')
  })

  test('keys do what the buttons do, and looking back disturbs nobody', async () => {
    await button('Run').click()
    await expect.poll(() => answer().isVisible()).toBe(true)
    await screen.page.getByLabel('Events in time order').focus()
    const place = () => screen.page.locator('.place').textContent()
    const latest = await place()
    await screen.page.keyboard.press('Home')
    await expect.poll(place).toMatch(/^1 \//)
    expect(await answer().count()).toBe(0)
    await screen.page.keyboard.press('ArrowRight')
    await expect.poll(place).toMatch(/^2 \//)
    await screen.page.keyboard.press('End')
    await expect.poll(place).toBe(latest)
    expect(await answer().textContent()).toContain('Iron')
    await screen.page.keyboard.press('e')
    await expect.poll(() => outcome().textContent()).toContain('Completed.')
  })

  test('a live run takes the next question, and what cannot be asked is refused in words', async () => {
    await button('Run').click()
    await expect
      .poll(() =>
        answer()
          .textContent()
          .catch(() => ''),
      )
      .toContain('Iron')
    await ask('search noble gas')
    await button('Send').click()
    await expect.poll(() => answer().textContent()).toContain('Neon')
    await ask('melt Fe')
    await button('Send').click()
    await expect.poll(() => screen.page.locator('#problem').textContent()).toContain('melt')
    await ask('echo <b>as it is</b>')
    await button('Send').click()
    await expect.poll(() => answer().textContent()).toContain('<b>as it is</b>')
    expect(await screen.page.locator('#problem').textContent()).toBe('')
  })

  test('settings are chosen in the popover and apply to the next run', async () => {
    await screen.page.getByRole('button', { name: /Objects: two/ }).click()
    await screen.picture('settings')
    await screen.page.getByText('The reply returns in the same object').click()
    await screen.page.keyboard.press('Escape')
    expect(await screen.page.getByRole('button', { name: /Objects: / }).textContent()).toBe(
      'Objects: one · Client frees: after the reply',
    )
    await button('Run').click()
    await expect.poll(() => answer().isVisible()).toBe(true)
    const calls = await screen.calls()
    expect(calls.filter((name) => name === 'DosAllocSharedMem')).toHaveLength(1)
  })

  test.runIf(process.platform === 'linux')('a server that is killed in the middle is told as a crash', async () => {
    await ask('lookup Fe')
    await button('Send').click()
    await screen.stepUntil(async () => (await screen.calls()).includes('DosGiveSharedMem'))
    process.kill(await helperOf(host.pid), 'SIGKILL')
    await screen.stepUntil(() => outcome().isVisible())
    await expect
      .poll(
        () =>
          outcome()
            .textContent()
            .catch(() => ''),
        { timeout: 20_000 },
      )
      .toContain('Crash.')
    await screen.picture('crash')
    await button('Run').click()
    await expect
      .poll(() =>
        answer()
          .textContent()
          .catch(() => ''),
      )
      .toContain('Iron')
  })

  test('a fault is chosen from the menu, strikes once, and its trap is told', async () => {
    await button('Faults').click()
    await screen.picture('faults')
    await screen.page.getByRole('menuitemradio', { name: /Touch after the free/ }).click()
    await expect.poll(() => screen.page.locator('button.armed').textContent()).toContain('Touch after the free')
    await button('Run').click()
    await expect
      .poll(() =>
        outcome()
          .textContent()
          .catch(() => ''),
      )
      .toContain('this process has freed the object')
    await screen.picture('trap')
    await button('Run').click()
    await expect
      .poll(() =>
        answer()
          .textContent()
          .catch(() => ''),
      )
      .toContain('Iron')
  })

  test('a second screen sees the same run', async () => {
    await button('Run').click()
    await expect.poll(() => answer().isVisible()).toBe(true)
    const second = await openScreen(browser, host.url)
    await expect.poll(() => second.page.getByTestId('answer').textContent()).toContain('Iron')
    expect(await second.calls()).toEqual(await screen.calls())
    expect(second.complaints).toEqual([])
    await second.page.context().close()
  })

  test.each(['light', 'dark'] as const)('in %s colours everything fits at every size', async (colorScheme) => {
    await button('Run').click()
    await expect.poll(() => answer().isVisible()).toBe(true)
    for (const [width, height] of [
      [1024, 640],
      [1280, 800],
      [1920, 1080],
    ] as const) {
      const other = await openScreen(browser, host.url, { viewport: { width, height }, colorScheme })
      await expect.poll(() => other.page.getByTestId('answer').isVisible()).toBe(true)
      const overflow = await other.page.evaluate(() => [
        document.documentElement.scrollWidth - innerWidth,
        document.documentElement.scrollHeight - innerHeight,
      ])
      expect(overflow).toEqual([0, 0])
      await other.picture(`${colorScheme}-${width}`)
      await other.page.context().close()
    }
  })
})
