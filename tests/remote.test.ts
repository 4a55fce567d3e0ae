/** What a lecturer's hands do away from the mouse: a remote, a black screen, leaving, ending, and finding a command. */
import { describe, expect, test } from 'vitest'
import { browserPath, type Screen } from './support/browser.ts'
import { useScreen } from './support/use-screen.ts'

const SIZE = { width: 1280, height: 720 }

describe.skipIf(!browserPath)('without a mouse', () => {
  let screen: Screen

  useScreen((opened) => {
    screen = opened.screen
  }, '#present')

  const press = (key: string) => screen.page.keyboard.press(key)
  const button = (name: string) => screen.page.getByRole('button', { name, exact: true })
  const place = () => screen.page.locator('.place').textContent()
  const focused = () => screen.page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName)
  const presents = () => screen.page.evaluate(() => document.documentElement.hasAttribute('data-present'))
  const dialog = (name: string) => screen.page.getByRole('dialog', { name, exact: true })
  const canStep = () => expect.poll(() => button('Step').getAttribute('aria-disabled')).toBe('false')
  async function begun() {
    await screen.page.setViewportSize(SIZE)
    await canStep()
    await press('PageDown')
    // The start-up is made by itself.
    await expect.poll(() => screen.page.locator('.now-strip').textContent()).toContain('calls DosAllocSharedMem')
    await screen.settled()
  }
  async function step() {
    const [made = 0] = (await place())?.split(' / ').map(Number) ?? []
    await canStep()
    await press('PageDown')
    await expect.poll(place).toBe(`${made + 1} / ${made + 1}`)
  }

  test('a remote works while a question is typed, and what it sends next is a key and no text', async () => {
    await screen.page.setViewportSize(SIZE)
    await canStep()
    await press('/')
    await press('Control+A')
    await screen.page.keyboard.type('lookup Au')
    await press('F5')
    await expect.poll(presents).toBe(false)
    await press('/')
    await press('F5')
    await expect.poll(presents).toBe(true)
    await press('/')
    await press('PageDown')
    await expect.poll(() => screen.page.locator('.ghost').count()).toBe(1)
    expect(await focused()).not.toBe('ask')
    await press('.')
    await expect.poll(() => screen.page.locator('.blackout').count()).toBe(1)
    await press('PageDown')
    await expect.poll(() => screen.page.locator('.blackout').count()).toBe(0)
    expect(await screen.page.getByLabel('Ask the server').inputValue()).toBe('lookup Au')
    await press('/')
    await press('Escape')
    await expect.poll(focused).toBe('picture')
    expect(await presents()).toBe(true)
  })

  test('nothing is left on a black screen, and the first key only brings the picture back', async () => {
    await begun()
    await screen.page.mouse.move(300, 300)
    await press('?')
    await dialog('Keys').waitFor()
    await press('.')
    await expect.poll(() => screen.page.locator('.blackout').count()).toBe(1)
    const seen = await screen.page.screenshot()
    const black = await screen.page.context().newPage()
    await black.setViewportSize(SIZE)
    await black.setContent('<body style="background: #000">')
    expect(seen.equals(await black.screenshot())).toBe(true)
    await black.close()
    await press('Escape')
    await expect.poll(() => screen.page.locator('.blackout').count()).toBe(0)
    expect(await dialog('Keys').isVisible()).toBe(true)
    await press('?')
    await expect.poll(() => dialog('Keys').isVisible()).toBe(false)
    const at = await place()
    await press('b')
    await press('PageDown')
    await expect.poll(() => screen.page.locator('.blackout').count()).toBe(0)
    await screen.page.waitForTimeout(150)
    expect(await place()).toBe(at)
    await step()
  })

  test('Escape leaves presenter mode, and nothing else', async () => {
    await begun()
    await step()
    const at = await place()
    await press('Escape')
    await expect.poll(presents).toBe(false)
    expect(await place()).toBe(at)
    await press('Escape')
    expect(await place()).toBe(at)
  })

  test('to end a run in the middle of a request is asked about, and the run goes on with the next key', async () => {
    await begun()
    await screen.stepUntil(async () => (await screen.calls()).includes('DosGiveSharedMem'))
    await canStep()
    await press('e')
    await dialog('End the run?').waitFor()
    expect(await dialog('End the run?').textContent()).toMatch(/is still held|is under way/)
    await screen.picture('end-run-presenter')
    await press(' ')
    await expect.poll(() => dialog('End the run?').isVisible()).toBe(false)
    expect(await screen.page.locator('.outcome').count()).toBe(0)
    await press('e')
    await dialog('End the run?').waitFor()
    await press('e')
    await expect.poll(() => screen.page.locator('.outcome').textContent()).toContain('Stopped.')
    expect(await dialog('End the run?').isVisible()).toBe(false)
  })

  test('Ctrl+K finds every command by its name, says why one cannot be had, and does the others', async () => {
    await screen.page.setViewportSize(SIZE)
    await canStep()
    await press('Control+k')
    const palette = dialog('Find a command')
    await palette.waitFor()
    const entries = palette.getByRole('menuitem')
    expect(await entries.count()).toBeGreaterThan(20)
    await screen.picture('palette-presenter')
    await screen.page.keyboard.type('end run')
    await expect.poll(() => entries.first().textContent()).toMatch(/^End run.*No run is live\.$/)
    await press('Enter')
    expect(await palette.isVisible()).toBe(true)
    await press('Control+A')
    await screen.page.keyboard.type('presenter')
    await expect.poll(() => entries.first().textContent()).toContain('Presenter mode')
    await press('Enter')
    await expect.poll(presents).toBe(false)
    expect(await palette.isVisible()).toBe(false)

    // From the question, and to it.
    await press('/')
    await press('Control+k')
    await palette.waitFor()
    await screen.picture('palette')
    await press('Escape')
    await expect.poll(() => palette.isVisible()).toBe(false)
    await press('Control+k')
    await screen.page.keyboard.type('zzz')
    await expect.poll(() => palette.textContent()).toContain('No command has these words.')
    await press('Control+k')
    await expect.poll(() => palette.isVisible()).toBe(false)
    await press('Escape')
    await begun()
    const [made = 0] = (await place())?.split(' / ').map(Number) ?? []
    await press('Control+k')
    await screen.page.keyboard.type('step client')
    await expect.poll(() => entries.first().textContent()).toMatch(/^Step client/)
    await press('Enter')
    await expect.poll(place).toBe(`${made + 1} / ${made + 1}`)
    await step()
  })
})
