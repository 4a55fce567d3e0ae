/** The keys that the screen names, in a real browser, in the state in which a newcomer presses them. */
import { beforeEach, describe, expect, test } from 'vitest'
import { browserPath, type Screen } from './support/browser.ts'
import { useScreen } from './support/use-screen.ts'

describe.skipIf(!browserPath).each([
  ['as usual', ''],
  ['for presenters', '#present'],
])('the keys, %s', (_, mode) => {
  let screen: Screen

  useScreen((opened) => {
    screen = opened.screen
  }, mode)
  beforeEach(() => expect.poll(() => button('Play').getAttribute('aria-disabled')).toBe('false'))

  const button = (name: string) => screen.page.getByRole('button', { name, exact: true })
  const press = (key: string) => screen.page.keyboard.press(key)
  const question = () => screen.page.getByLabel('Ask the server')
  const place = () => screen.page.locator('.place').textContent()
  const focused = () => screen.page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName)
  /** Long enough for what must not happen to be seen if it does. */
  const settle = () => screen.page.waitForTimeout(120)
  const canStep = () => expect.poll(() => button('Step').getAttribute('aria-disabled')).toBe('false')
  /** How many calls have been made, once somebody halts at the latest event. */
  async function made() {
    await canStep()
    await settle()
    const [, at, of] = /^(\d+) \/ (\d+)$/.exec((await place()) ?? '') ?? []
    expect(at).toBe(of)
    return Number(of)
  }
  /** The calls made, and what comes next for whom, as the latest event shows it. */
  const standing = async () => [await place(), ...(await screen.page.locator('.ghost').allTextContents())].join(', ')
  let stood = ''
  /** That the space bar makes a call, or lets one begin to wait; from the past it returns as well. */
  async function spaceSteps(after: string) {
    await canStep()
    if ((await screen.page.locator('.veil').count()) === 0) stood = await standing()
    await press(' ')
    await expect.poll(standing, { message: after }).toMatch(/^(\d+) \/ \1, /)
    await expect.poll(standing, { message: after }).not.toBe(stood)
    await made()
    stood = await standing()
  }
  /** From the very first call, which Step makes without the rest of the start-up. */
  async function begun() {
    await press('n')
    await expect.poll(() => screen.page.locator('.ghost').count()).toBe(1)
  }
  /** Presses a key as somebody does who forgets to let go of it. */
  async function hold(key: string) {
    for (let times = 0; times < 12; times += 1) await screen.page.keyboard.down(key)
    await screen.page.keyboard.up(key)
  }

  test('the space bar begins, each press makes one call, and a held one as well', async () => {
    expect(await focused()).toBe('BODY')
    await press(' ')
    // The start-up is made by itself.
    await expect.poll(() => screen.page.locator('.start-up').textContent()).toContain('start-up, 12 calls')
    const before = await made()
    await spaceSteps('the first press')
    await hold(' ')
    await expect.poll(place).toBe(`${before + 2} / ${before + 2}`)
    expect(await made()).toBe(before + 2)
    expect(await focused()).toBe('picture')
    await button('Step').focus()
    await hold('Enter')
    await expect.poll(place).toBe(`${before + 3} / ${before + 3}`)
    expect(await made()).toBe(before + 3)
  })

  test('two presses at the start begin one run', async () => {
    await press(' ')
    await press(' ')
    await expect.poll(() => screen.page.locator('.ghost').count()).toBeGreaterThan(0)
    const pid = await screen.page.locator('.head').first().locator('span').last().textContent()
    await spaceSteps('the start')
    expect(await screen.page.locator('.head').first().locator('span').last().textContent()).toContain(pid)
  })

  /** Before the browser does anything else; what the page has to draw, it draws between them. */
  const atOnce = (...keys: string[]) =>
    screen.page.evaluate(async (all) => {
      for (const key of all) {
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
        for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
      }
    }, keys)

  test('a list that is opened again before its closing was told stays open', async () => {
    const help = screen.page.getByRole('dialog', { name: 'Keys' })
    await press('?')
    await expect.poll(() => help.isVisible()).toBe(true)
    await atOnce('?', '?')
    await expect.poll(() => help.isVisible()).toBe(true)
    await press('?')
    await expect.poll(() => help.isVisible()).toBe(false)
  })

  test('every key that is named works for a newcomer at once', async () => {
    await press('?')
    const help = screen.page.getByRole('dialog', { name: 'Keys' })
    await expect.poll(() => help.isVisible()).toBe(true)
    expect(await help.locator('kbd').first().isVisible()).toBe(true)
    await press('?')
    await expect.poll(() => help.isVisible()).toBe(false)
    const predicts = () => button('Predict').getAttribute('aria-pressed')
    // Closed and gone on from before the page is drawn again.
    await press('?')
    await expect.poll(() => help.isVisible()).toBe(true)
    await atOnce('?', 'q')
    await expect.poll(predicts).toBe('true')
    await press('q')
    await expect.poll(predicts).toBe('false')
    await press('q')
    await expect.poll(predicts).toBe('true')
    await press('Q')
    await expect.poll(predicts).toBe('false')
    const presents = () => screen.page.evaluate(() => document.documentElement.hasAttribute('data-present'))
    const at = await presents()
    await press('F5')
    await expect.poll(presents).toBe(!at)
    await press('F5')
    await press('b')
    const black = screen.page.getByRole('button', { name: /The screen is black/ })
    await expect.poll(() => black.isVisible()).toBe(true)
    await press('b')
    await expect.poll(() => black.isVisible()).toBe(false)
    await press('PageDown')
    await canStep()
    const before = await made()
    await press('PageDown')
    await expect.poll(place).toBe(`${before + 1} / ${before + 1}`)
    // What cannot be done now says why, and where everybody sees it.
    const refused = screen.page.locator('.refused')
    await press('f')
    await expect
      .poll(() => refused.textContent())
      .toBe('“First page” is not possible now. A run is live: end it first.')
    const [said, picture] = [await refused.boundingBox(), await screen.page.locator('.board').boundingBox()]
    expect(said && picture && said.y > picture.y && said.x >= 0 && said.x + said.width <= 1280).toBe(true)
    await screen.picture(`refused${mode}`)
    await press('k')
    await press('k')
    await expect.poll(() => refused.textContent()).toBe('')
  })

  /** Of the past its row, or what stands for the start-up; at the latest event the line: what came last may stand far above. */
  const nowIsSeen = () =>
    screen.page.evaluate(() => {
      const isPast = document.querySelector('#picture .veil') !== null
      const [picture, now] = ['#picture', isPast ? '#picture .now' : '#picture .now-line line'].map((name) =>
        document.querySelector(name)?.getBoundingClientRect(),
      )
      return picture !== undefined && now !== undefined && now.top >= picture.top && now.top <= picture.bottom
    })

  test('a run that hurries by is followed, however late the browser tells that it has scrolled', async () => {
    await begun()
    await press('PageDown')
    await made()
    await screen.page.evaluate(() => {
      const picture = document.querySelector('#picture')
      const tell = () => picture?.dispatchEvent(new Event('scroll'))
      if (picture) new MutationObserver(tell).observe(picture, { subtree: true, childList: true })
    })
    await press('r')
    // A busy browser hears of more at once than it can show.
    await screen.page.evaluate(() => {
      const until = performance.now() + 1000
      while (performance.now() < until);
    })
    await expect.poll(() => screen.page.locator('.answer').count()).toBeGreaterThan(0)
    await expect.poll(nowIsSeen).toBe(true)
    expect(await button('Back to now').count()).toBe(0)
  })

  test('what is looked at stays in view when the picture gets another size, and comes into view at each look', async () => {
    await press('r')
    await expect.poll(() => screen.page.locator('.answer').count()).toBeGreaterThan(0)
    await expect.poll(nowIsSeen).toBe(true)
    for (const key of ['F5', 'PageUp', 'PageUp', 'F5', 'Home', 'F5', 'End', 'F5']) {
      await press(key)
      await settle()
      await expect.poll(nowIsSeen, { message: key }).toBe(true)
    }
    // Who scrolls away stays there, and is offered the way back.
    await screen.page.locator('#picture').hover()
    await screen.page.mouse.wheel(0, -5000)
    await expect.poll(nowIsSeen).toBe(false)
    await button('Back to now').click()
    await expect.poll(nowIsSeen).toBe(true)
  })

  test('a question is typed with spaces in it, Enter asks it, and then the space bar steps', async () => {
    await press('/')
    await screen.page.keyboard.type('search noble gas')
    expect(await question().inputValue()).toBe('search noble gas')
    await press('Enter')
    await canStep()
    expect(await focused()).toBe('picture')
    await spaceSteps('Enter')
    expect(await question().inputValue()).toBe('search noble gas')
    await press('r')
    await expect.poll(() => screen.page.getByTestId('answer').textContent()).toContain('Neon')

    // The next one, in the same run; Escape leaves the box as well.
    await press('/')
    expect(await focused()).toBe('ask')
    await press('Escape')
    expect(await focused()).toBe('picture')
    // It ran freely, and is stepped from here on.
    await expect.poll(() => button('Hold').isVisible()).toBe(true)
    await press('p')
    await expect.poll(() => button('Play').isVisible()).toBe(true)
    await press('/')
    await screen.page.keyboard.type('lookup Au')
    await press('Enter')
    await spaceSteps('Enter in a live run')
  })

  test('a question that is refused is told, and can be mended at once', async () => {
    await press('/')
    await screen.page.keyboard.type('lokup Fe')
    await press('Enter')
    await expect.poll(() => screen.page.locator('#problem').textContent()).toContain('lokup')
    expect(await screen.page.locator('#problem').isVisible()).toBe(true)
    await expect.poll(focused).toBe('ask')
    // It stands there as it was typed, and nothing of it is lost with the next key.
    await press('Home')
    for (let key = 0; key < 2; key += 1) await press('ArrowRight')
    await screen.page.keyboard.type('o')
    expect(await question().inputValue()).toBe('lookup Fe')
    await press('Enter')
    await spaceSteps('the mended question')
  })

  test.each([/^Begin with/, 'Guaranteed delivery'])('after %s the space bar steps', async (name) => {
    await screen.page.getByRole('button', { name }).click()
    await expect.poll(focused).toBe('picture')
    await spaceSteps(String(name))
  })

  test('whatever was opened, pressed or looked at, the space bar steps', async () => {
    await begun()
    const { page } = screen
    const twice = async (name: string) => {
      await button(name).click()
      await button(name).click()
    }
    await spaceSteps('the start')
    await twice('Predict')
    await spaceSteps('Predict')
    await twice('Presenter mode')
    await spaceSteps('Presenter mode')
    await page.getByRole('button', { name: /^Colours/ }).click()
    await spaceSteps('Colours')
    await page.locator('.head button', { hasText: 'kernel' }).click()
    await spaceSteps('the head of a lifeline')
    await page.locator('.head button', { hasText: 'kernel' }).click()
    await button('Recordings').click()
    await page.getByRole('menu').waitFor()
    await press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await spaceSteps('a menu that is left')
    await button('Faults').click()
    await page.getByRole('menuitemradio', { name: 'Nothing' }).click()
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await spaceSteps('a menu that is chosen from')
    await page.getByRole('button', { name: /Objects: / }).click()
    await page.getByRole('dialog', { name: 'Settings' }).waitFor()
    await press('Escape')
    await page.getByRole('dialog', { name: 'Settings' }).waitFor({ state: 'detached' })
    await spaceSteps('a popover')
    await button('Keys').click()
    await press('Escape')
    await spaceSteps('the list of keys, opened with the pointer')
    await press('?')
    await button('Close').click()
    await spaceSteps('the list of keys, opened with its key')
    await press('b')
    await press('b')
    await spaceSteps('the black screen')
    await page.locator('svg g.call[data-event]').last().click()
    await spaceSteps('an event')
    await button('Back').click()
    await spaceSteps('a button of the footer')
    await question().fill('lookup Au')
    await button('Step').click()
    await spaceSteps('the button Step, out of the question')
  }, 300_000)

  test('before the first run everything can be opened and left, and the space bar begins', async () => {
    const { page } = screen
    for (const [name, role] of [
      ['Recordings', 'menu'],
      ['Faults', 'menu'],
      [/Objects: /, 'dialog'],
      ['Keys', 'dialog'],
    ] as const) {
      await page.getByRole('button', { name }).click()
      await page.getByRole(role).waitFor()
      await press('Escape')
      await expect.poll(() => page.getByRole(role).isVisible()).toBe(false)
      await expect.poll(focused, { message: String(name) }).toBe('BODY')
    }
    await begun()
    await spaceSteps('the start')
  })

  test('a menu that was reached with the keyboard gives the focus back to its button', async () => {
    await begun()
    await button('Recordings').focus()
    await press('Shift+Tab')
    await press('Tab')
    await press(' ')
    await screen.page.getByRole('menu').waitFor()
    await press('Escape')
    await expect.poll(() => button('Recordings').evaluate((it) => it === document.activeElement)).toBe(true)
    await press(' ')
    await screen.page.getByRole('menu').waitFor()
    expect(await place()).toBe('0 / 0')
  })

  test('after the timeline and the speed every key works', async () => {
    await begun()
    await spaceSteps('the start')
    await spaceSteps('a call')
    const timeline = screen.page.getByLabel('Place in the trace')
    const { width, height } = (await timeline.boundingBox()) ?? { width: 0, height: 0 }
    await timeline.click({ position: { x: 2, y: height / 2 } })
    expect(await place()).toBe('1 / 2')
    expect(await focused()).toBe('picture')
    await press('ArrowRight')
    expect(await place()).toBe('2 / 2')
    await spaceSteps('a click on the timeline')
    // Dragged away from it, and released elsewhere.
    await timeline.hover({ position: { x: width / 2, y: height / 2 } })
    await screen.page.mouse.down()
    await screen.page.mouse.move(200, 200)
    await screen.page.mouse.up()
    expect(await focused()).toBe('picture')
    await spaceSteps('a drag of the timeline')
    await timeline.focus()
    await press('Home')
    expect(await place()).toBe('1 / 4')
    await press('ArrowRight')
    expect(await place()).toBe('2 / 4')
    // A slider's own, not the way back: up.
    await press('PageUp')
    expect(await place()).toBe('3 / 4')
    await spaceSteps('the keys of the timeline')
    const speed = screen.page.getByLabel('Speed')
    if (await speed.isVisible()) {
      await speed.click()
      expect(await focused()).toBe('picture')
      const value = await speed.inputValue()
      await speed.focus()
      await press('ArrowRight')
      expect(await speed.inputValue()).not.toBe(value)
      await spaceSteps('the keys of the speed')
    }
  })

  test('the keys of a remote undo each other, and step at the latest event only', async () => {
    await begun()
    for (const call of ['first', 'second', 'third', 'fourth']) await spaceSteps(`the ${call} call`)
    await press('PageUp')
    await press('PageUp')
    const there = await place()
    expect(there).toMatch(/^[23] \/ 4$/)
    await press('PageUp')
    await press('PageDown')
    expect(await place()).toBe(there)
    // Held, it looks forward as far as it goes, and makes no call.
    await hold('PageUp')
    expect(await place()).toBe('1 / 4')
    await hold('PageDown')
    expect(await place()).toBe('4 / 4')
    expect(await made()).toBe(4)
    await press('PageDown')
    await expect.poll(place).toBe('5 / 5')
    expect(await made()).toBe(5)
    await press('PageUp')
    await spaceSteps('the past')
  })
})
