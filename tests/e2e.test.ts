/** The screen in a real browser, in front of live processes: clicked, stepped, and looked at. */
import { readFileSync } from 'node:fs'
import type { Browser, Locator } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { Host } from '../build/start/host.mjs'
import { helperOf } from './leaks.mjs'
import { browserPath, openScreen, type Screen } from './support/browser.ts'
import { useScreen } from './support/use-screen.ts'

describe.skipIf(!browserPath)('the screen', () => {
  let browser: Browser
  let host: Host
  let screen: Screen

  useScreen((opened) => {
    ;({ screen, host, browser } = opened)
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
    await ask('lookup Gold')
    await screen.page.keyboard.press('Enter')
    await expect.poll(() => screen.page.locator('.ghost').allTextContents()).toHaveLength(2)
    expect(await screen.calls()).toEqual([])

    await screen.stepUntil(async () => (await screen.calls()).includes('DosGiveSharedMem'))
    const object = screen.page.getByTestId('object').first()
    expect(await object.textContent()).toContain('0x6FFF0000')
    expect(await object.locator('.usage b').allTextContents()).toEqual(['2', '2'])
    expect(await screen.page.locator('.code li.at').count()).toBe(2)
    await screen.picture('given')

    // What the program itself does to the memory halts as its calls do.
    const ghosts = async () => (await screen.page.locator('.ghost').allTextContents()).join()
    await screen.stepUntil(async () => /writes 0x6FFF0000/.test(await ghosts()))
    await expect.poll(ghosts).toMatch(/writes 0x6FFF0000safe: it holds it/)
    await screen.picture('touch')

    await screen.stepUntil(() => answer().isVisible())
    expect(await answer().textContent()).toContain('Gold')
    await screen.picture('answered')
    // A row whose text begins with a blank is as long as the others.
    const texts = screen.page.locator('.hex em')
    expect(await texts.allTextContents()).toContainEqual(expect.stringMatching(/^ \./))
    const widths = await texts.evaluateAll((all) => all.map((each) => Math.round(each.getBoundingClientRect().width)))
    expect(new Set(widths).size).toBe(1)

    await screen.endRun()
    await expect.poll(() => outcome().textContent()).toContain('Completed.')
    expect(await screen.page.getByTestId('timing').textContent()).toMatch(
      /posted.*received.*acknowledged.*client freed/,
    )
    await screen.picture('ended')
    // As many rows are drawn as there is room for.
    await screen.page.setViewportSize({ width: 1280, height: 1600 })
    const frees = async () => (await screen.calls()).filter((name) => name === 'DosFreeMem')
    await expect.poll(frees).toHaveLength(4)
  })

  test('keys do what the buttons do, and looking back disturbs nobody', async () => {
    await button('Run').click()
    await expect.poll(() => answer().isVisible()).toBe(true)
    await screen.settled()
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
    // Asked about where it is still under way, and ended by a second time.
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
    // What is not in view is drawn once the run has come to rest.
    const allocations = async () => (await screen.calls()).filter((name) => name === 'DosAllocSharedMem')
    await expect.poll(allocations).toHaveLength(1)
  })

  test.runIf(process.platform === 'linux')('a server that is killed in the middle is told as a crash', async () => {
    await ask('lookup Fe')
    await button('Send').click()
    await screen.stepUntil(async () => (await screen.calls()).includes('DosGiveSharedMem'))
    process.kill(await helperOf(host.pid), 'SIGKILL')
    // First the others have to learn of it, step by step.
    await screen.stepUntil(async () => (await outcome().allTextContents()).join().includes('Crash.'))
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
    await screen.page.getByRole('menuitem', { name: title, exact: true }).click()
    await expect.poll(() => screen.page.locator('button.select.open').textContent()).toContain(title)
  }

  test('a recording that came along is walked through without any process', async () => {
    await openBundled('The trap')
    await expect.poll(places).toMatch(/^1 \/ \d+$/)
    const focused = () => screen.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    await expect.poll(focused).toBe('Events in time order')
    // The strip offers to go past the start-up.
    await screen.page.keyboard.press(' ')
    await expect.poll(places).toMatch(/^12 \//)
    await screen.page.keyboard.press(' ')
    await expect.poll(places).toMatch(/^13 \//)
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
    await screen.endRun()
    await expect.poll(() => outcome().textContent()).toContain('Completed.')
    const calls = await screen.calls()
    const download = async (key: string) => {
      await screen.page.getByLabel('Events in time order').focus()
      const [file] = await Promise.all([screen.page.waitForEvent('download'), screen.page.keyboard.press(key)])
      return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
    }
    const saved = await download('s')
    expect(saved.name).toMatch(/^request-reply-linux-[\d-]+\.sharemem$/)
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
    await button('Step').click()
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
    await button('Step').click()
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
    await expect.poll(() => screen.page.locator('.ghost').count()).toBe(2)
    expect(await screen.page.getByRole('button', { name: /Objects: / }).textContent()).toContain('Objects: one')
    await button('Run').click()
    await expect.poll(() => answer().isVisible()).toBe(true)
    await screen.endRun()
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
    await screen.settled()
    const made = (await screen.calls()).length
    await screen.page.getByLabel('Events in time order').focus()
    // Until the question is answered, or skipped, no call is made.
    await screen.page.keyboard.press(' ')
    expect(await screen.calls()).toHaveLength(made)
    await card
      .getByRole('button')
      .filter({ hasText: /^[A-D] ?2$/ })
      .click()
    await expect.poll(() => card.textContent()).toContain('Right.')
    await screen.picture('predicted')
    const asked = async (text: string) =>
      (await card.isVisible()) && ((await card.textContent()) ?? '').includes(text)
    await screen.stepUntil(() => asked('What do you expect?'))
    // A letter answers, too.
    await screen.page.keyboard.press('b')
    await expect.poll(() => card.textContent()).toMatch(/The call says|The memory answers|Right/)
    await expect.poll(() => button('Predict').textContent()).toMatch(/^\d\/2$/)
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
    await expect.poll(() => screen.page.locator('.ghost').count()).toBe(2)
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
    // Each shows as many rows as there is room for.
    expect((await second.calls()).slice(-15)).toEqual((await screen.calls()).slice(-15))
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
