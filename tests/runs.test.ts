/** Runs that are kept, opened again and compared, in a real browser in front of live processes. */
import { beforeEach, describe, expect, test } from 'vitest'
import { browserPath, type Screen } from './support/browser.ts'
import { useScreen } from './support/use-screen.ts'

describe.skipIf(!browserPath)('runs that are kept', () => {
  let screen: Screen
  useScreen((opened) => {
    screen = opened.screen
  })
  beforeEach(async () => {
    await screen.page.setViewportSize({ width: 1280, height: 720 })
    await expect.poll(() => button('Play').getAttribute('aria-disabled')).toBe('false')
  })

  const button = (name: string) => screen.page.getByRole('button', { name, exact: true })
  const chips = () => screen.page.getByRole('navigation', { name: 'Runs' }).locator('.chip')
  const told = async () => (await chips().allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim())
  const strip = () => screen.page.getByRole('region', { name: 'Recording' })
  const comparison = () => screen.page.getByRole('dialog', { name: 'Two runs compared' })
  const outcome = () => screen.page.locator('.outcome')
  const ended = (text: string) =>
    expect.poll(() => outcome().allTextContents()).toEqual([expect.stringContaining(text)])
  async function runTrap() {
    await screen.page.getByRole('button', { name: 'The trap' }).first().click()
    await button('Run').click()
    await ended('Trap.')
  }

  test('each has a chip, also after a reload; a click opens it, and Back leads back', async () => {
    await runTrap()
    await expect.poll(told).toEqual(['#1 after-receipt, write-read-only:server trap'])
    await screen.page.getByRole('button', { name: 'Fire and forget' }).first().click()
    await expect.poll(told).toEqual(['#2 after-post live', '#1 after-receipt, write-read-only:server trap'])
    await screen.picture('chips')
    await button('End run').click()
    await expect
      .poll(async () => (await outcome().count()) > 0 && (await told())[0])
      .toMatch(/^#2 after-post(?! live)/)
    // That the browser has it takes a moment.
    await screen.page.waitForTimeout(500)
    const calls = await screen.calls()
    await screen.page.reload()
    await expect.poll(async () => (await told()).length).toBe(2)
    // Only once the picture has scrolled to the run's end it shows what it will show.
    await expect.poll(() => screen.calls()).toEqual(calls)
    // As many of them as there may be: they scroll, and the page is no wider for them.
    const width = await chips()
      .first()
      .evaluate((chip) => {
        chip.style.minWidth = '4000px'
        const { scrollWidth } = document.documentElement
        chip.style.minWidth = ''
        return scrollWidth
      })
    expect(width).toBe(1280)
    await chips().nth(1).click()
    await expect.poll(() => strip().textContent()).toContain('#1 after-receipt')
    await expect.poll(() => screen.page.url()).toContain('/of=1')
    // It can be looked at as long as one likes, and is found again by its address.
    await screen.page.reload()
    await expect.poll(() => strip().textContent()).toContain('#1 after-receipt')
    await screen.page.keyboard.press('End')
    await ended('Trap.')
    await screen.picture('run-opened')
    await screen.page.goBack()
    await expect.poll(() => strip().count()).toBe(0)
    await expect.poll(() => screen.calls()).toEqual(calls)
  })

  test('the free policies are really run, and compared, with one click from the start page', async () => {
    const compare = screen.page.getByRole('button', { name: /^Run and compare: Client frees/ })
    const [box, board] = [await compare.boundingBox(), await screen.page.locator('.board').boundingBox()]
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan((board?.x ?? 0) + (board?.width ?? 0))
    await compare.click()
    await expect.poll(() => comparison().isVisible(), { timeout: 55_000 }).toBe(true)
    expect((await told()).map((text) => text.split(' ').slice(0, 2).join(' '))).toEqual([
      '#3 after-reply',
      '#2 after-receipt',
      '#1 after-post',
    ])
    // Where the free has moved is what the policies differ in.
    const difference = comparison().locator('.difference')
    expect(await difference.textContent()).toMatch(
      /^First difference: the client calls DosFreeMem 0x6FFF0000 as step \d+ in #1 \(after WinPostMsg WM_REQUEST\), and as step \d+ in #2 \(after WinGetMsg WM_ACK\)/,
    )
    expect(await comparison().locator('li.first').textContent()).toContain('DosFreeMem')
    await difference.getByRole('button', { name: /^#2: step/ }).click()
    const sought = comparison().locator('li.sought.differs')
    expect(await sought.locator('code').last().textContent()).toBe('DosFreeMem')
    expect(await sought.isVisible()).toBe(true)
    await screen.picture('compared-moved')
    await difference.getByRole('button', { name: /^#1: step/ }).click()
    await screen.picture('compared')
    await expect.poll(() => screen.page.url()).toContain('&compare=1,2')
    await comparison().getByLabel('Right run').selectOption('3')
    await expect.poll(() => screen.page.url()).toContain('&compare=1,3')
    // In that run a message was taken before its post had returned.
    await comparison().getByLabel('Right run').selectOption('hand-over')
    await expect.poll(() => screen.page.url()).toContain('&compare=1,hand-over')
    await expect
      .poll(() => comparison().locator('.counting').textContent())
      .toContain('Steps are counted as calls return')
    await screen.picture('compared-counting')
    await screen.page.goBack()
    await expect.poll(() => screen.page.url()).toContain('&compare=1,3')
    await screen.page.goBack()
    await expect.poll(() => screen.page.url()).toContain('&compare=1,2')
    // The first difference is in sight, and leads to the call itself.
    const first = comparison().locator('li.first')
    const [list, row] = [await comparison().locator('.calls').boundingBox(), await first.boundingBox()]
    expect(row?.y).toBeGreaterThan(list?.y ?? 0)
    expect((row?.y ?? 0) + 26).toBeLessThan((list?.y ?? 0) + (list?.height ?? 0))
    const call = (await first.locator('code').first().textContent()) ?? ''
    await first.locator('button').first().click()
    await expect.poll(() => comparison().isVisible()).toBe(false)
    await expect.poll(() => screen.page.locator('.state').textContent()).toContain(call)
  }, 90_000)

  test.each([
    ['parent-and-child', ['Completed.', 'Completed.']],
    ['peer-to-peer', ['Wrong data were read.', 'Completed.']],
    ['one-server-many-clients', ['Wrong data were read.', 'Timeout.']],
    ['file-search', ['Trap.', 'Completed.']],
  ] as const)(
    'the listing as it was printed and without its mistakes are compared with one click: %s',
    async (id, outcomes) => {
      await screen.page.evaluate((scenario) => {
        location.hash = scenario
      }, id)
      await screen.page.getByRole('button', { name: 'Run and compare: Version original and mended' }).click()
      await expect.poll(() => comparison().isVisible(), { timeout: 55_000 }).toBe(true)
      expect((await told()).map((text) => /mended|original/.exec(text)?.[0])).toEqual(['mended', 'original'])
      expect(await comparison().locator('.difference').textContent()).toMatch(/^First difference: in #\d /)
      expect(await comparison().locator('.sides small').allTextContents()).toEqual(outcomes)
      await screen.picture(`compared-${id}`)
    },
    90_000,
  )
})
