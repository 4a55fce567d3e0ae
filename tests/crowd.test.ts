/** Any number of participants on the screen, and any number of scenarios in its menu, in a real browser. */
import { describe, expect, test } from 'vitest'
import { browserPath, openScreen, type Screen } from './support/browser.ts'
import { crowdRecording } from './support/crowd.ts'
import { useScreen } from './support/use-screen.ts'

describe.skipIf(!browserPath)('a crowd on the screen', () => {
  let screen: Screen
  let url: string
  let open: (options: object) => Promise<Screen>

  useScreen((opened) => {
    screen = opened.screen
    url = opened.host.url
    open = (options) => openScreen(opened.browser, url, options)
  })

  const show = ({ page }: Screen, count: number, scenario?: string) =>
    page.getByLabel('Open a recording').setInputFiles({
      name: `${count}.jsonl`,
      mimeType: 'application/jsonl',
      buffer: Buffer.from(crowdRecording(count, scenario)),
    })
  const heads = ({ page }: Screen) => page.locator('.heads .head:not(.kernel) .name').allTextContents()
  /** Where each lane and its head have their middles or edges, in pixels. */
  const lanes = ({ page }: Screen) =>
    page.locator('svg .life:not(.kernel)').evaluateAll((lines) => lines.map((line) => line.getBoundingClientRect().x))

  test.each([1, 2, 3, 5, 9])('%i participants have a lane and a head each, side by side', async (count) => {
    await show(screen, count)
    await expect.poll(async () => (await heads(screen)).length).toBe(count)
    await screen.page.keyboard.press('End')
    const xs = await lanes(screen)
    expect(xs).toHaveLength(count)
    expect(xs).toEqual(xs.toSorted((a, b) => a - b))
    const edges = await screen.page
      .locator('.heads .head')
      .evaluateAll((all) =>
        all.map((head) => [head.getBoundingClientRect().left, head.getBoundingClientRect().right]),
      )
    for (const [index, [left]] of edges.entries())
      expect(left).toBeGreaterThanOrEqual((edges[index - 1]?.[1] ?? 0) - 1)
    await screen.picture(`crowd-${count}`)
  })

  test('of nine, the ones that are opened have words, by a click or their digit, and each prints for itself', async () => {
    await show(screen, 9)
    const { page } = screen
    await expect.poll(() => heads(screen)).toEqual(['client-1', '2', '3', '4', '5', '6', '7', '8', 'server'])
    await page.locator('.heads').getByRole('button', { name: 'Open client-3' }).click()
    await expect.poll(() => heads(screen)).toEqual(['1', '2', 'client-3', '4', '5', '6', '7', '8', 'server'])
    await page.keyboard.press('8')
    await expect.poll(() => heads(screen)).toEqual(['1', '2', '3', '4', '5', '6', '7', 'client-8', 'server'])
    await page.keyboard.press('End')
    const consoles = page.getByTestId('console')
    await expect.poll(() => consoles.count()).toBe(9)
    expect(await consoles.first().textContent()).toContain('request of client-1')
    expect(await consoles.last().textContent()).toContain('served 8 clients')
    await page.keyboard.press('Home')
    await expect.poll(() => consoles.count()).toBe(0)
    expect(await page.getByTestId('object').textContent()).toContain('ApplicationSpecificSharedMem')
  })

  test.each(['light', 'dark'] as const)('nine fit in %s colours on small projectors', async (colorScheme) => {
    for (const [width, height] of [
      [1280, 720],
      [1024, 640],
    ] as const) {
      const other = await open({ viewport: { width, height }, colorScheme })
      await show(other, 9)
      await expect.poll(async () => (await heads(other)).length).toBe(9)
      for (const key of ['Home', ...Array(20).fill('ArrowRight')]) await other.page.keyboard.press(key)
      const overflow = await other.page.evaluate(() => [
        document.documentElement.scrollWidth - innerWidth,
        document.documentElement.scrollHeight - innerHeight,
      ])
      expect(overflow).toEqual([0, 0])
      await other.picture(`nine-${colorScheme}-${width}`)
      expect(other.complaints).toEqual([])
      await other.page.context().close()
    }
  })

  const title = () => screen.page.locator('button.scenario b').textContent()
  const hash = () => new URL(screen.page.url()).hash

  test('another scenario shows its own first page, settings and recordings, and Back leads back', async () => {
    const { page } = screen
    await page.getByRole('button', { name: /^Scenario/ }).click()
    const entry = page.getByRole('menuitemradio', { name: 'Parent and child' })
    expect(await entry.textContent()).toMatch(/5 min.*How long shared memory lives.*Listing 6\.27/)
    await screen.picture('scenarios')
    await entry.click()
    await expect.poll(() => page.locator('.idle h1').textContent()).toBe('Parent and child')
    expect(await page.locator('.idle p').first().textContent()).toContain('opens the mapping by its name')
    await expect.poll(hash).toBe('#parent-and-child/walk')
    expect(await page.getByLabel('Ask the server').count()).toBe(0)
    expect(await page.locator('.now-strip').getByRole('button', { name: 'Begin' }).isVisible()).toBe(true)
    expect(await page.getByRole('button', { name: 'Faults' }).count()).toBe(1)
    expect(await page.getByRole('button', { name: 'The lost request' }).count()).toBe(0)
    await page.getByRole('button', { name: /Text: / }).click()
    await page.getByRole('textbox', { name: 'Text' }).fill('Other data')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('button', { name: 'Text: Other data' }).count()).toBe(1)
    await screen.picture('another')

    // The space bar begins, as the page says, and Run makes the rest of the calls.
    await page.keyboard.press(' ')
    await expect.poll(() => page.locator('.ghost').count()).toBe(1)
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await expect.poll(() => page.locator('output.outcome').textContent()).toContain('“Other data”')
    expect(await page.getByTestId('console').allTextContents()).toEqual([
      expect.stringContaining('First process: Other data'),
      expect.stringContaining('Second process: Other data'),
    ])
    await screen.picture('another-ended')
    await screen.page.getByRole('button', { name: /^Scenario/ }).click()
    await page.getByRole('menuitemradio', { name: 'Request and reply' }).click()
    await expect.poll(title).toBe('Request and reply')

    await page.goBack()
    await expect.poll(title).toBe('Parent and child')
    await page.goForward()
    await expect.poll(title).toBe('Request and reply')
  })

  test('a recording switches to its scenario, and one of a scenario that nobody knows is refused', async () => {
    await show(screen, 2, 'parent-and-child')
    await expect.poll(title).toBe('Parent and child')
    await expect.poll(hash).toBe('#parent-and-child/walk/at=1')
    await show(screen, 3, 'chat')
    await expect.poll(() => screen.page.locator('#problem').textContent()).toContain('the scenario ‘chat’')
    expect(await title()).toBe('Parent and child')
  })

  test('the address holds the place that is looked at, and brings it back', async () => {
    const { page } = screen
    const place = () => page.locator('.place').textContent()
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await expect.poll(() => page.getByTestId('answer').count()).toBe(1)
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect.poll(hash).toBe('#request-reply/walk/at=3')
    await page.reload()
    await expect.poll(place).toMatch(/^3 \//)
    const presented = await open({})
    await presented.page.goto(`${url}#request-reply/walk/at=7&present`)
    await presented.page.reload()
    await expect.poll(() => presented.page.locator('.place').textContent()).toMatch(/^7 \//)
    expect(await presented.page.locator('html[data-present]').count()).toBe(1)
    await presented.page.context().close()
  })
})
