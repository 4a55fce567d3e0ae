/** That what the picture says is so, in a real browser, at the sizes of a projector and of a student's notebook. */
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { browserPath, type Screen } from './support/browser.ts'
import { root } from './support/cli.ts'
import { useScreen } from './support/use-screen.ts'

const PROJECTOR = { width: 1280, height: 720 }

describe.skipIf(!browserPath)('true pictures', () => {
  let screen: Screen
  useScreen((opened) => {
    screen = opened.screen
  })
  beforeEach(() => screen.page.setViewportSize(PROJECTOR))

  /** One of the recordings that come along. */
  async function open(name: string) {
    await screen.page.getByLabel('Open a recording').setInputFiles(join(root, 'recordings', `${name}.jsonl`))
    await screen.page.getByRole('button', { name: `Recording: ${name}.jsonl` }).waitFor()
  }
  const place = async () => (await screen.page.locator('.place, .event h2').allTextContents()).join()
  const held = () => screen.page.locator('.held li')
  const said = async () => (await held().allTextContents()).join(' | ')
  const event = () => screen.page.locator('.event h2').textContent()
  /** Looks forward until something holds of what is looked at. */
  async function forwardUntil(holds: () => Promise<boolean>) {
    await screen.page.keyboard.press('Home')
    for (let step = 0; step < 300 && !(await holds()); step += 1) {
      const before = await place()
      await screen.page.keyboard.press('ArrowRight')
      await expect.poll(place).not.toBe(before)
    }
    expect(await holds()).toBe(true)
  }
  const at = (call: string, who: string) => async () => {
    const title = await event()
    return title?.startsWith(`${call} `) === true && title.includes(` ${who} · `)
  }
  /** That all of what is told at the now line can be seen. */
  async function isInSight() {
    const [canvas, shown] = await Promise.all([
      screen.page.locator('.canvas').boundingBox(),
      screen.page.locator('.held').boundingBox(),
    ])
    if (!canvas || !shown) throw new Error('nothing is told at the now line')
    expect(shown.y).toBeGreaterThanOrEqual(canvas.y)
    expect(shown.y + shown.height).toBeLessThanOrEqual(canvas.y + canvas.height + 1)
  }

  test('objects have names at the now line, with who holds them, what comes next and whether that is safe', async () => {
    await open('hand-over')
    await forwardUntil(at('WinStopTimer', 'client'))
    await forwardUntil(async () => /client will free it/.test(await said()))
    expect(await said()).toContain('request 0x6FFF0000clientserver= 2')
    expect(await said()).toContain('client will free it: 2 → 1, lives on (safe: the server holds it)')
    await isInSight()
    await screen.page.keyboard.press('ArrowRight')
    await expect.poll(said).toContain('request 0x6FFF0000server= 1')
    expect(await said()).toContain(
      'freed by server, it is destroyed: the client is done with it · client: a touch is a trap',
    )
    expect(await screen.page.locator('.row.now .detail').textContent()).toBe('request 0x6FFF0000 → NO_ERROR')
    expect(await screen.page.getByTestId('object').locator('h2').allTextContents()).toEqual([
      expect.stringContaining('reply 0x6FFE0000'),
      expect.stringContaining('request 0x6FFF0000'),
    ])
    // Who looks at what is above sees it all the same.
    await screen.page.locator('.canvas').hover()
    await screen.page.mouse.wheel(0, -4000)
    await screen.page.getByRole('button', { name: 'Back to now' }).waitFor()
    await isInSight()
    await screen.picture('true-pictures')
  })

  test('what the other process has not got must not be freed yet, and freed it cannot be got', async () => {
    await open('lost-request')
    await forwardUntil(at('WinPostMsg', 'client'))
    expect(await said()).toContain('client will free it: 1 → 0, destroyed (not yet: the server has not got it)')
    await forwardUntil(at('WinGetMsg', 'server'))
    expect(await said()).toContain('reply 0x6FFE0000client= 1')
    await screen.picture('true-pictures-lost')
  })

  test('so it is among many', async () => {
    await open('clients-in-turn')
    await forwardUntil(at('OpenFileMapping', 'client-2'))
    expect(await said()).toContain('SharedMem ApplicationSpecificSharedMemserverclient-2= 2')
    expect(await said()).toContain('must not be freed yet: nobody has written to it')
    await isInSight()
    // Folded, the kernel leaves its room to the lanes beside it.
    const strip = screen.page.locator('.life.blue').nth(1)
    const before = Number(await strip.getAttribute('x1'))
    await screen.page.keyboard.press('k')
    await expect.poll(async () => Number(await strip.getAttribute('x1'))).toBeGreaterThan(before + 40)
  })

  test('while the class is asked what comes next, nothing gives it away', async () => {
    await open('hand-over')
    await forwardUntil(async () => /client will free it/.test(await said()))
    await screen.page.keyboard.press('q')
    await expect.poll(said).toBe('request 0x6FFF0000clientserver= 2 | reply 0x6FFE0000clientserver= 2')
    await screen.page.keyboard.press('q')
  })

  test('what the system takes back is told from a program’s own calls, and red is none of now', async () => {
    await open('trap')
    await screen.page.keyboard.press('End')
    await screen.page.keyboard.press('ArrowLeft')
    const row = screen.page.locator('.row.now.by-system')
    await expect.poll(() => row.locator('.detail').textContent()).toMatch(/^by the system · reply/)
    expect(await screen.page.getByTestId('timing').textContent()).toContain('server ended')
    expect(await screen.page.getByTestId('timing').textContent()).not.toContain('server freed')
    // An object that is gone is still told of, beside the call that has ended it.
    expect(await said()).toContain('reply 0x6FFE0000= 0destroyed')
    const [now, bad] = await screen.page.evaluate(() => {
      const of = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name)
      return [of('--now'), of('--bad')]
    })
    // More blue than half of its red, or none to speak of.
    const blue = (colour = '') =>
      Number.parseInt(colour.trim().slice(5, 7), 16) / Number.parseInt(colour.trim().slice(1, 3), 16)
    expect(blue(now)).toBeGreaterThan(0.9)
    expect(blue(bad)).toBeLessThan(0.5)
  })

  test('a receipt tells how long it waited, and a handle is written in one way', async () => {
    await open('hand-over')
    await forwardUntil(at('WinGetMsg', 'server'))
    expect(await screen.page.locator('.row.now').textContent()).toMatch(/WinGetMsg WM_REQUESTwaited .* queued /)
    const facts = await screen.page.locator('.event dl').textContent()
    expect(facts).toMatch(/waited22\.2 ms in the call, queued \d+ µs/)
    expect(facts).toContain('hab0x00000001hwndFilter0x00000000')
  })

  test('of systems without messages nobody is told to wait for one', async () => {
    await open('child-reads')
    const next = screen.page.getByRole('button', { name: 'To next message' })
    expect(await next.getAttribute('aria-disabled')).toBe('true')
    expect(await next.getByRole('tooltip', { includeHidden: true }).textContent()).toBe(
      'The programs of this system post no messages.',
    )
  })

  test('while one steps timers stand still, and the times of the request leave the pauses out', async () => {
    const { page } = screen
    await page.keyboard.press(' ')
    const shown = page.locator('.held')
    await screen.stepUntil(async () => /will write to it|server will get it/.test(await said()))
    await expect.poll(() => shown.textContent()).toContain('Timers stand still while you step.')
    await page.waitForTimeout(1200)
    await screen.stepUntil(async () => /request 0x6FFF0000server= 1/.test(await said()))
    const times = (await page.getByTestId('timing').textContent()) ?? ''
    const [, seconds] = /held before a step, ([\d.]+) s: not counted/.exec(times) ?? []
    expect(Number(seconds)).toBeGreaterThan(1)
    expect(times).not.toMatch(/\+[\d.]+ s/)
    expect(await page.locator('.track u').count()).toBeGreaterThan(0)
    await screen.picture('true-pictures-pauses')
    await screen.endRun()
    await page.locator('output.outcome').waitFor()
  })

  test('the times of each request of very many can be asked for', async () => {
    const { page } = screen
    await page.getByRole('button', { name: /Objects: / }).click()
    await page.getByRole('textbox', { name: 'Requests' }).fill('60')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Settings' }).waitFor({ state: 'detached' })
    await page.keyboard.press('r')
    const which = page.locator('.timing .which b')
    await expect.poll(() => which.textContent({ timeout: 500 }).catch(() => '')).toBe('Request 60')
    await page.keyboard.press('e')
    await page.locator('output.outcome').waitFor()
    await page.getByLabel('Which request').fill('37')
    await expect.poll(() => which.textContent()).toBe('Request 37')
    expect(await page.getByTestId('timing').textContent()).toMatch(/allocated at .*posted \+.*received \+.*freed \+/)
  })
})
