/** The screen in a real browser, in front of live processes: clicked, stepped, and looked at. */
import { readFileSync } from 'node:fs'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Host, startHost } from '../build/host.mjs'
import { flightsOf } from '../electron/recording/flights.ts'
import { readRecording } from '../electron/recording/recording.ts'
import { missingAt } from '../electron/trace/kept.ts'
import { timeOf } from '../electron/trace/order.ts'
import { browserPath, launchBrowser, openScreen, type Screen } from './support/browser.ts'
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
  /** Once it is there, and holds the text. */
  const says = (place: Locator, text: string) =>
    expect.poll(() => place.textContent({ timeout: 500 }).catch(() => '')).toContain(text)
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
    await says(answer(), 'Iron')
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
    await says(outcome(), 'Crash.')
    await screen.picture('crash')
    await button('Run').click()
    await says(answer(), 'Iron')
  })

  test('a fault is chosen from the menu, strikes once, and its trap is told', async () => {
    await button('Faults').click()
    await screen.picture('faults')
    await screen.page.getByRole('menuitemradio', { name: /Touch after the free/ }).click()
    await expect.poll(() => screen.page.locator('button.armed').textContent()).toContain('Touch after the free')
    await button('Run').click()
    await says(outcome(), 'this process has freed the object')
    await screen.picture('trap')
    await button('Run').click()
    await says(answer(), 'Iron')
  })

  const places = () => screen.page.locator('.place').textContent()
  const openBundled = async (title: string) => {
    await button('Recordings').click()
    await screen.page.getByRole('menuitem', { name: title }).click()
    await expect.poll(() => screen.page.locator('button.select.open').textContent()).toContain(title)
  }

  test('a recording that came along is walked through without any process', async () => {
    await openBundled('The trap')
    await expect.poll(places).toMatch(/^1 \/ \d+$/)
    const focused = () => screen.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    await expect.poll(focused).toBe('Events in time order')
    await screen.page.keyboard.press(' ')
    await expect.poll(places).toMatch(/^2 \//)
    expect(await screen.page.locator('.code li.at').count()).toBeGreaterThan(0)
    await screen.page.keyboard.press('m')
    await screen.picture('recording')
    await screen.page.getByLabel('Place in the trace').fill('9')
    await expect.poll(places).toMatch(/^9 \//)
    await screen.page.keyboard.press('End')
    await expect.poll(() => outcome().textContent()).toContain('may only read the object')
    expect(await screen.page.getByTestId('timing').textContent()).toMatch(/posted.*received/)
    await screen.page.getByLabel('Events in time order').focus()
    await screen.page.keyboard.press('Escape')
    await expect.poll(() => button('Recordings').isVisible()).toBe(true)
    expect(await screen.page.locator('.idle').isVisible()).toBe(true)
  })

  test('a recording plays by itself, and a live run takes the screen again', async () => {
    await openBundled('Fire and forget')
    await screen.page.getByLabel('Speed').fill(String(Math.log(50)))
    await button('Play').click()
    await expect.poll(() => screen.page.locator('.place').textContent()).toMatch(/^(\d+) \/ \1$/)
    await button('Run').click()
    await expect.poll(() => answer().isVisible()).toBe(true)
    expect(await screen.page.locator('button.select.open').count()).toBe(0)
  })

  test('a run is saved, dropped on the page again, and exported', async () => {
    await button('Run').click()
    await expect.poll(() => answer().isVisible()).toBe(true)
    await button('End run').click()
    await expect.poll(() => outcome().textContent()).toContain('Completed.')
    const calls = await screen.calls()
    const download = async (key: string) => {
      await screen.page.getByLabel('Events in time order').focus()
      const [file] = await Promise.all([screen.page.waitForEvent('download'), screen.page.keyboard.press(key)])
      return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
    }
    const saved = await download('s')
    expect(saved.name).toBe('request-reply-linux.jsonl')
    const trace = await download('x')
    expect(JSON.parse(trace.text).traceEvents.length).toBeGreaterThan(calls.length)

    await screen.page.reload()
    await screen.page.evaluate(
      ([name, text]) => {
        const data = new DataTransfer()
        data.items.add(new File([text ?? ''], name ?? ''))
        window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }))
      },
      [saved.name, saved.text],
    )
    await expect.poll(() => screen.page.locator('button.select.open').textContent()).toContain(saved.name)
    await screen.page.getByLabel('Events in time order').focus()
    await screen.page.keyboard.press('End')
    await expect.poll(() => screen.calls()).toEqual(calls)
  })

  test('a file that is no recording is refused in words', async () => {
    await screen.page.getByLabel('Open a recording').setInputFiles({
      name: 'letter.jsonl',
      mimeType: 'application/jsonl',
      buffer: Buffer.from('Dear Sir'),
    })
    await expect.poll(() => screen.page.locator('#problem').textContent()).toContain('line 1 is no JSON')
  })

  test('the processes run on to the next message, and to a line that is clicked', async () => {
    await button('Send').click()
    await screen.stepUntil(async () => (await screen.calls()).includes('DosExecPgm'))
    await screen.page.getByLabel('Events in time order').focus()
    await screen.page.keyboard.press('m')
    await expect.poll(() => screen.page.locator('svg .message').count()).toBe(1)
    const line = screen.page.locator('.half', { hasText: 'server' }).last().locator('li', { hasText: 'writeReply(' })
    await line.getByRole('button').click({ force: true })
    const stands = screen.page.locator('.half', { hasText: 'server' }).last().locator('li.at')
    // Nothing is called in that very line: it stops where nobody can go on.
    await expect.poll(() => stands.count()).toBe(1)
    const post = screen.page.locator('li', { hasText: 'os2.WinPostMsg(hwndReply, WM_REPLY' })
    await post.getByRole('button').click({ force: true })
    await expect.poll(() => stands.textContent()).toContain('WM_REPLY')
  })

  test('the head of a lifeline steps its process, and ? lists the keys', async () => {
    await button('Send').click()
    const client = screen.page.locator('.head button', { hasText: 'client' })
    await expect.poll(() => client.getAttribute('aria-disabled')).toBe('false')
    await client.click()
    await expect.poll(() => screen.calls()).toEqual(['WinInitialize'])
    await screen.page.getByLabel('Events in time order').focus()
    await screen.page.keyboard.press('?')
    await expect.poll(() => screen.page.getByRole('dialog', { name: 'Keys' }).isVisible()).toBe(true)
    await screen.picture('keys')
    await screen.page.keyboard.press('Escape')
    await expect.poll(() => screen.page.getByRole('dialog', { name: 'Keys' }).isVisible()).toBe(false)
  })

  test('a preset shows its one thing, and the end says what to remember and what to try', async () => {
    await expect.poll(() => screen.page.locator('.story').textContent()).toContain('In 1992')
    await button('The reply in the same object').click()
    await expect.poll(() => screen.page.locator('.ghost').count()).toBe(1)
    expect(await screen.page.getByRole('button', { name: /Objects: / }).textContent()).toContain('Objects: one')
    await button('Run').click()
    await expect.poll(() => answer().isVisible()).toBe(true)
    await button('End run').click()
    await expect.poll(() => screen.page.locator('.lesson').textContent()).toContain('A give counts at once')
    await screen.picture('lesson')
    await screen.page.locator('.lesson').getByRole('button', { name: 'The trap' }).click()
    await button('Run').click()
    await expect.poll(() => outcome().textContent()).toContain('may only read the object')
  })

  test('the class predicts, and the call itself decides', async () => {
    await button('Predict').click()
    await button('Send').click()
    const card = screen.page.getByRole('region', { name: 'Prediction' })
    await screen.stepUntil(() => card.isVisible())
    const made = (await screen.calls()).length
    await screen.page.getByLabel('Events in time order').focus()
    // Until the question is answered, or skipped, no call is made.
    await screen.page.keyboard.press(' ')
    expect(await screen.calls()).toHaveLength(made)
    await card.getByRole('button', { name: 'TRUE' }).click()
    await expect.poll(() => card.textContent()).toContain('Right.')
    await screen.picture('predicted')
    const asked = async (text: string) =>
      (await card.isVisible()) && ((await card.textContent()) ?? '').includes(text)
    await screen.stepUntil(() => asked('DosGiveSharedMem'))
    await card.getByRole('button', { name: 'ERROR_ACCESS_DENIED' }).click()
    await expect.poll(() => card.textContent()).toContain('The call says: NO_ERROR')
    expect(await button('Predict').textContent()).toBe('1/2')
    await screen.stepUntil(() => asked('What do you expect?'))
    await card.getByRole('button', { name: 'Skip' }).click()
    await expect.poll(() => card.isVisible()).toBe(false)
  })

  test('a recording can be predicted as well', async () => {
    await openBundled('The lost request')
    await button('Predict').click()
    const card = screen.page.getByRole('region', { name: 'Prediction' })
    await screen.stepUntil(() => card.isVisible())
    await card.getByRole('button', { name: 'FALSE' }).click()
    await expect.poll(() => card.textContent()).toContain('The call says: TRUE')
  })

  test('what waits in a queue is shown, and the kernel’s lifeline can be folded', async () => {
    await openBundled('The whole hand-over')
    const queues = screen.page.getByTestId('queues')
    await expect.poll(places).toMatch(/^1 \//)
    await screen.page.getByLabel('Events in time order').focus()
    // From message to message: posted, taken, posted ...
    for (let message = 0; message < 12; message += 1) {
      if (((await queues.textContent({ timeout: 500 }).catch(() => '')) ?? '').includes('WM_REQUEST')) break
      await screen.page.keyboard.press('m')
      await screen.page.waitForTimeout(50)
    }
    expect(await queues.textContent()).toMatch(/server.*WM_REQUEST/)
    await screen.picture('queues')
    const bands = screen.page.locator('svg .band')
    expect(await bands.count()).toBeGreaterThan(0)
    await screen.page.locator('.head button', { hasText: 'kernel' }).click()
    await expect.poll(() => bands.count()).toBe(0)
    await screen.page.getByLabel('Events in time order').focus()
    await screen.page.keyboard.press('k')
    await expect.poll(() => bands.count()).toBeGreaterThan(0)
  })

  test('nothing jumps while a run goes on', async () => {
    await button('Send').click()
    await expect.poll(() => screen.page.locator('.ghost').count()).toBe(1)
    await screen.page.evaluate(() => {
      const shifts: { value: number; moved: string[] }[] = []
      Object.assign(window, { shifts })
      type Shift = PerformanceEntry & { value: number; sources: { node: Element | null }[] }
      new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries() as Shift[]) {
          shifts.push({ value, moved: sources.map(({ node }) => String(node?.className ?? node?.nodeName)) })
        }
      }).observe({ type: 'layout-shift' })
    })
    await button('Play').click()
    await screen.page.getByLabel('Speed').fill(String(Math.log(50)))
    await expect.poll(() => answer().isVisible()).toBe(true)
    const shifts = await screen.page.evaluate(
      () => (window as unknown as { shifts: { value: number; moved: string[] }[] }).shifts,
    )
    // Below 0.1 is what the web vitals call good.
    const sum = shifts.reduce((all, { value }) => all + value, 0)
    expect(sum, JSON.stringify(shifts)).toBeLessThan(0.1)
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

describe.skipIf(!browserPath).each([
  ['as usual', ''],
  ['for presenters', '#present'],
])('the keys, %s', (_, mode) => {
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
    screen = await openScreen(browser, `${host.url}${mode}`)
    await expect.poll(() => button('Play').getAttribute('aria-disabled')).toBe('false')
  })
  afterEach(async () => {
    expect(screen.complaints).toEqual([])
    await screen.page.context().close()
    await host.end()
    expect(kernelObjects()).toEqual(before)
  })

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
  async function begun() {
    await press(' ')
    await expect.poll(() => screen.page.locator('.ghost').count()).toBe(1)
  }
  /** Presses a key as somebody does who forgets to let go of it. */
  async function hold(key: string) {
    for (let times = 0; times < 12; times += 1) await screen.page.keyboard.down(key)
    await screen.page.keyboard.up(key)
  }

  test('the space bar begins, each press makes one call, and a held one as well', async () => {
    expect(await focused()).toBe('BODY')
    await begun()
    expect(await made()).toBe(0)
    await spaceSteps('the first press')
    await hold(' ')
    await expect.poll(place).toBe('2 / 2')
    expect(await made()).toBe(2)
    expect(await focused()).toBe('picture')
    await button('Step').focus()
    await hold('Enter')
    await expect.poll(place).toBe('3 / 3')
    expect(await made()).toBe(3)
  })

  test('two presses at the start begin one run', async () => {
    await press(' ')
    await press(' ')
    await expect.poll(() => screen.page.locator('.ghost').count()).toBe(1)
    const pid = await screen.page.locator('.head.client span').textContent()
    await spaceSteps('the start')
    expect(await screen.page.locator('.head.client span').textContent()).toContain(pid)
  })

  test('every key that is named works for a newcomer at once', async () => {
    await press('?')
    const help = screen.page.getByRole('dialog', { name: 'Keys' })
    await expect.poll(() => help.isVisible()).toBe(true)
    expect(await help.locator('kbd').first().isVisible()).toBe(true)
    await press('?')
    await expect.poll(() => help.isVisible()).toBe(false)
    await press('q')
    expect(await button('Predict').getAttribute('aria-pressed')).toBe('true')
    await press('Q')
    expect(await button('Predict').getAttribute('aria-pressed')).toBe('false')
    const presents = () => screen.page.evaluate(() => document.documentElement.hasAttribute('data-present'))
    const at = await presents()
    await press('F5')
    expect(await presents()).toBe(!at)
    await press('F5')
    await press('b')
    const black = screen.page.getByRole('button', { name: /The screen is black/ })
    await expect.poll(() => black.isVisible()).toBe(true)
    await press('b')
    await expect.poll(() => black.isVisible()).toBe(false)
    await press('PageDown')
    await expect.poll(() => screen.page.locator('.ghost').count()).toBe(1)
    await press('PageDown')
    await expect.poll(place).toBe('1 / 1')
  })

  test('what is looked at stays in view when the picture gets another size, and comes into view at each look', async () => {
    await press('r')
    await expect.poll(() => screen.page.locator('.answer').count()).toBeGreaterThan(0)
    const nowIsSeen = () =>
      screen.page.evaluate(() => {
        const [picture, now] = ['#picture', '#picture .now'].map((name) =>
          document.querySelector(name)?.getBoundingClientRect(),
        )
        return picture !== undefined && now !== undefined && now.top >= picture.top && now.top <= picture.bottom
      })
    await expect.poll(nowIsSeen).toBe(true)
    for (const key of ['F5', 'PageUp', 'PageUp', 'F5', 'Home', 'F5', 'End', 'F5']) {
      await press(key)
      await settle()
      expect(await nowIsSeen(), key).toBe(true)
    }
  })

  test('a question is typed with spaces in it, Enter asks it, and then the space bar steps', async () => {
    await press('/')
    await press('Control+A')
    await screen.page.keyboard.type('search noble gas')
    expect(await question().inputValue()).toBe('search noble gas')
    await press('Enter')
    await expect.poll(() => screen.page.locator('.ghost').count()).toBe(1)
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
    await press('p')
    await press('p')
    await press('/')
    await press('Control+A')
    await screen.page.keyboard.type('lookup Au')
    await press('Enter')
    await spaceSteps('Enter in a live run')
  })

  test('a question that is refused is told, and can be mended at once', async () => {
    await press('/')
    await press('Control+A')
    await screen.page.keyboard.type('melt Fe')
    await press('Enter')
    await expect.poll(() => screen.page.locator('#problem').textContent()).toContain('melt')
    expect(await screen.page.locator('#problem').isVisible()).toBe(true)
    await expect.poll(focused).toBe('ask')
    await press('Control+A')
    await screen.page.keyboard.type('lookup Fe')
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
    await page.locator('svg g.call').last().click()
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

describe.skipIf(!browserPath)('the trace on the screen', () => {
  let browser: Browser
  let host: Host
  let screen: Screen

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    host = await startHost()
    screen = await openScreen(browser, host.url)
  })
  afterEach(async () => {
    expect(screen.complaints).toEqual([])
    await screen.page.context().close()
    await host.end()
  })

  /** Runs freely until so many requests have been answered, and the run has ended. */
  async function runOf(requests: number) {
    const { page } = screen
    await page.getByRole('button', { name: /Objects: / }).click()
    await page.getByRole('textbox', { name: 'Requests' }).fill(String(requests))
    await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Settings' }).waitFor({ state: 'detached' })
    await page.keyboard.press('r')
    const latest = page.locator('.timing .which b')
    await expect
      .poll(() => latest.textContent({ timeout: 500 }).catch(() => ''), { timeout: 200_000 })
      .toBe(`Request ${requests}`)
    await page.keyboard.press('e')
    await expect.poll(() => page.locator('output.outcome').textContent(), { timeout: 60_000 }).toContain('Completed.')
  }
  async function saved() {
    const [file] = await Promise.all([screen.page.waitForEvent('download'), screen.page.keyboard.press('s')])
    return readRecording(readFileSync(await file.path(), 'utf8')).records
  }

  test('it is in the order of time, and saved so', async () => {
    await runOf(100)
    const records = await saved()
    const times = records.map(timeOf)
    expect(times.filter((time, index) => time < (times[index - 1] ?? 0))).toEqual([])
    // What a participant has posted is received after it. The end of the run is posted by nobody of it.
    const receipts = records.filter(
      (record) => record.kind === 'message' && record.phase === 'received' && record.name.startsWith('WM_RE'),
    )
    expect(receipts.length).toBeGreaterThan(200)
    const received = flightsOf(records).filter(({ received }) => received !== null)
    expect(
      receipts.map((receipt) => received.some((flight) => records[flight.received ?? -1] === receipt)),
    ).not.toContain(false)
  })

  test('a long one is kept within limits, and says so where it is drawn and saved', async () => {
    await runOf(1600)
    const records = await saved()
    const note = records.find((record) => missingAt(record) > 0)
    expect(note).toMatchObject({ kind: 'note', text: expect.stringContaining('are not kept here') })
    expect(records.length).toBeLessThanOrEqual(60_001)
    const missing = note ? missingAt(note).toLocaleString('en-US') : ''
    await screen.page.getByRole('button', { name: 'Recordings' }).click()
    const save = screen.page.getByRole('menuitem', { name: 'Save recording' })
    expect(await save.textContent()).toContain(`without the ${missing} records that are not kept here`)
    await screen.page.keyboard.press('Escape')
    await screen.picture('long')
    await screen.page.keyboard.press('Home')
    await expect.poll(() => screen.page.locator('.place').textContent()).toMatch(/^1 \//)
  }, 300_000)
})
