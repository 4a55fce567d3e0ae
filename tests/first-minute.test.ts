/** The first minute: one thing to do at a time, and memory before plumbing, in a real browser on a small projector. */
import { describe, expect, test } from 'vitest'
import { browserPath, type Screen } from './support/browser.ts'
import { useScreen } from './support/use-screen.ts'

/** What comes next after Begin, and how many calls the start-up has been by then. */
const systems = [
  ['request-reply', 'DosAllocSharedMem', 12],
  ['one-server-many-clients', 'CreateFileMapping', 2],
  ['parent-and-child', 'CreateFileMapping', 0],
  ['welcome-text', 'CreateFileMapping', 0],
  ['file-search', 'CreateFileMapping', 5],
  // Both may have come to their mutex by then, or one of them.
  ['peer-to-peer', 'CreateFileMapping', null],
] as const

describe.skipIf(!browserPath)('the first minute', () => {
  let screen: Screen
  let url: string
  useScreen((opened) => {
    screen = opened.screen
    url = opened.host.url
  })
  const strip = () => screen.page.getByRole('region', { name: 'Now', exact: true })
  const primary = () => strip().locator('.primary')
  const says = (text: string | RegExp) => expect.poll(() => strip().textContent()).toMatch(text)
  const press = (key: string) => screen.page.keyboard.press(key)
  const primaries = () => screen.page.locator('button.primary:visible').allTextContents()
  const startUp = () => screen.page.locator('.start-up').allTextContents()

  test('there is one primary button, space presses it, and at rest and at the end there are few others', async () => {
    await screen.page.setViewportSize({ width: 1280, height: 720 })
    await expect.poll(primaries).toEqual(['Begin with “lookup Fe” space'])
    await press(' ')
    await says('Next: the client calls DosAllocSharedMem. The server waits in WinGetMsg.')
    expect(await primaries()).toEqual(['Next step space'])
    await expect.poll(startUp).toEqual([' start-up, 12 calls'])
    expect(await screen.calls()).toEqual([])
    await press('u')
    await expect.poll(async () => (await screen.calls()).length).toBe(12)
    await press('u')
    await press(' ')
    await expect.poll(() => screen.calls()).toEqual(['DosAllocSharedMem'])

    await press('r')
    await says('Answered: Fe, Iron. Both wait for you.')
    expect(await strip().getByRole('button').allTextContents()).toEqual([
      'End, and see who leaked',
      'Next: Fire and forget',
      'Ask again space',
    ])
    expect(await primaries()).toHaveLength(1)
    // It is at rest: there is nothing to pause.
    expect(await screen.page.getByRole('button', { name: 'Pause' }).count()).toBe(0)
    await press(' ')
    await expect.poll(() => screen.page.getByTestId('timing').textContent()).toContain('Request 2')
    await says('Answered: Fe, Iron. Both wait for you.')
    await strip().getByRole('button', { name: 'End, and see who leaked' }).click()
    await says('Completed. Every request was answered. All 4 objects were freed by everybody who held them.')
    expect(await primaries()).toEqual(['Next: Fire and forget space'])
    await primary().click()
    await says('Next: the client calls DosAllocSharedMem')
    expect(await screen.page.getByRole('button', { name: /Objects: / }).textContent()).toContain('after the post')
  })

  test('in every system Begin leads to its first memory, and the picture does not move as it comes', async () => {
    const { page } = screen
    for (const [system, first, calls] of systems) {
      await page.goto(`${url}#${system}`)
      await expect.poll(() => new URL(page.url()).hash).toContain(system)
      await expect.poll(() => primary().textContent()).toMatch(/^Begin/)
      // The keys do nothing there that cannot be done in this system, and nobody has a digit yet.
      const keys = (await page.locator('.legend .keys').textContent()) ?? ''
      if (system !== 'request-reply') expect(keys, system).not.toContain('ask')
      const steps = page.locator('.transport').getByRole('button', { name: /^Step ./ })
      expect((await steps.allTextContents()).join(), system).not.toMatch(/Step [\w-]+\d/)
      expect(await steps.first().getAttribute('aria-keyshortcuts'), system).toBeNull()
      await press(' ')
      // Somebody stands before it, whose name may be cut short; who has waited longer may be another one.
      const near = async () => [...(await page.locator('.ghost').allTextContents()), ...(await screen.calls())]
      await expect.poll(near, { message: system }).toContainEqual(expect.stringContaining(first.slice(0, 12)))
      if (calls !== null)
        await expect
          .poll(async () => (await startUp()).join(), { message: system })
          .toBe(calls === 0 ? '' : ` start-up, ${calls} calls`)
      const folded = await page.locator('.start-up').count()
      const top = async () => (await page.locator('.now-strip').boundingBox())?.y
      const before = await top()
      await expect
        .poll(async () => {
          const made = await screen.calls()
          if (!made.includes(first)) await press(' ')
          return made
        })
        .toContain(first)
      expect(await page.locator('.start-up').count(), system).toBe(folded)
      expect(await top(), system).toBe(before)
      await screen.endRun()
      await expect.poll(() => strip().textContent()).toContain('Begin again')
    }
  })

  test('a button that cannot be used says why, to the pointer, the keyboard and a screen reader', async () => {
    await expect.poll(primaries).toEqual(['Begin with “lookup Fe” space'])
    await press(' ')
    await says('Next: the client calls DosAllocSharedMem')
    const why = 'The server waits in WinGetMsg.'
    const button = screen.page.getByRole('button', { name: 'Step server', exact: true })
    await expect.poll(() => button.getAttribute('aria-disabled')).toBe('true')
    const told = button.getByRole('tooltip', { includeHidden: true })
    expect(await told.isVisible()).toBe(false)
    await button.hover()
    expect(await told.textContent()).toBe(why)
    expect(await told.isVisible()).toBe(true)
    await screen.page.mouse.move(600, 300)
    await button.focus()
    await press('Shift')
    await expect.poll(() => told.isVisible()).toBe(true)
    // In sight, and what the button is described by.
    const { x, y, width } = (await told.boundingBox()) ?? { x: -1, y: -1, width: 0 }
    expect([x >= 0, y >= 0, x + width <= 1280]).toEqual([true, true, true])
    const undescribed = await screen.page.evaluate(() =>
      [...document.querySelectorAll('button[aria-disabled=true], button:disabled')]
        .filter((each) => {
          const id = each.getAttribute('aria-describedby')
          return !(id && document.getElementById(id)?.textContent)
        })
        .map((each) => each.outerHTML),
    )
    expect(undescribed).toEqual([])
  })

  test('from a run that is over there is a way back to the first page, and from there to it', async () => {
    const { page } = screen
    const first = page.getByRole('heading', { level: 1 })
    await page.getByRole('button', { name: 'Guaranteed delivery' }).click()
    await says('Next: the client calls DosAllocSharedMem')
    await press('f')
    await screen.endRun()
    await page.getByRole('button', { name: 'First page', exact: true }).click()
    await expect.poll(() => first.isVisible()).toBe(true)
    await expect.poll(primaries).toEqual(['Begin with “lookup Fe” space'])
    expect(await page.getByRole('heading', { name: 'Give a lesson' }).isVisible()).toBe(true)
    await screen.picture('first-page-again')
    // The run is kept, and a click shows it as it was.
    await page.getByRole('button', { name: /^#1 / }).click()
    await says('Stopped.')
    expect(await first.count()).toBe(0)
    await press('f')
    await expect.poll(() => first.isVisible()).toBe(true)
    // The one that is shown leads there too, and the next run is shown.
    await press(' ')
    await says('Next: the client calls DosAllocSharedMem')
    await screen.endRun()
    await page.getByRole('button', { name: /^Scenario: / }).click()
    await page.getByRole('menuitemradio', { name: 'Request and reply' }).click()
    await expect.poll(() => first.isVisible()).toBe(true)
    // From a recording as well.
    await page.getByRole('button', { name: 'Recordings', exact: true }).click()
    await page.getByRole('menuitem', { name: 'The trap', exact: true }).click()
    await says('A recording, at the start-up')
    await press('f')
    await expect.poll(() => first.isVisible()).toBe(true)
  })

  test('systems, presets, lessons, recordings, faults and settings are found by their names', async () => {
    const { page } = screen
    const palette = page.getByRole('dialog', { name: 'Find a command' })
    const entries = palette.getByRole('menuitem')
    const find = async (words: string) => {
      await expect.poll(primaries).toHaveLength(1)
      await press('Control+k')
      await palette.waitFor()
      await page.keyboard.type(words)
      await expect.poll(() => entries.count()).toBe(1)
      await press('Enter')
      await expect.poll(() => palette.isVisible()).toBe(false)
    }
    await find('setting frees after the post')
    await expect.poll(() => page.getByRole('button', { name: /Objects: / }).textContent()).toContain('after the post')
    await find('fault touch after')
    await expect.poll(() => page.locator('button.armed').textContent()).toContain('Touch after the free')
    await find('forget begin')
    await says('Next: the client calls DosAllocSharedMem')
    await screen.endRun()
    await find('recording trap')
    await says('A recording, at the start-up')
    await find('system welcome')
    await says('Nothing runs yet.')
    await find('lesson too late')
    await expect.poll(() => page.getByRole('region', { name: 'Lesson' }).textContent()).toContain('In time')
  })

  test('a recording begins with its start-up folded, which space passes', async () => {
    const { page } = screen
    await page.getByRole('button', { name: 'Recordings', exact: true }).click()
    await page.getByRole('menuitem', { name: 'The whole hand-over', exact: true }).click()
    await says('A recording, at the start-up: 12 calls before there is any memory.')
    await press(' ')
    await expect.poll(() => page.locator('.place').textContent()).toMatch(/^12 \//)
    await press('PageDown')
    await expect.poll(() => page.locator('.place').textContent()).toMatch(/^13 \//)
    await press('End')
    await says('Completed.')
    expect(await primaries()).toEqual(['From the start space'])
  })
})
