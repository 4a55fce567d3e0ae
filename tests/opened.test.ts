/** Recordings in a real browser: what the screen says of one, how it ends, what is wrong with it, and the way back. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { browserPath, type Screen } from './support/browser.ts'
import { root } from './support/cli.ts'
import { useScreen } from './support/use-screen.ts'

const textOf = (id: string) => readFileSync(join(root, 'recordings', `${id}.jsonl`), 'utf8')

describe.skipIf(!browserPath)('an opened recording', () => {
  let screen: Screen
  useScreen((opened) => {
    screen = opened.screen
  })
  beforeEach(async () => {
    await screen.page.setViewportSize({ width: 1280, height: 720 })
    await expect.poll(() => button('Play').getAttribute('aria-disabled')).toBe('false')
  })

  const button = (name: string) => screen.page.getByRole('button', { name, exact: true })
  const strip = () => screen.page.getByRole('region', { name: 'Recording' })
  const now = () => screen.page.getByRole('region', { name: 'Now', exact: true })
  const outcome = () => screen.page.locator('.outcome')
  const problem = () => screen.page.locator('#problem')
  const open = (name: string, text: string) =>
    screen.page
      .getByLabel('Open a recording')
      .setInputFiles({ name, mimeType: 'application/jsonl', buffer: Buffer.from(text) })
  const openBundled = async (title: string) => {
    await button('Recordings').click()
    await screen.page.getByRole('menuitem', { name: title, exact: true }).click()
    await expect.poll(() => strip().textContent()).toContain(title)
  }

  test('its strip says what it is, its outcome stands at its end, and it can be run live', async () => {
    await openBundled('The lost request')
    const told = (await strip().textContent()) ?? ''
    for (const part of ['Linux · System V IPC', 'Access: get only', 'hang:server@5:300', 'asked “lookup Fe”'])
      expect(told).toContain(part)
    // At the first call nothing is said of the end.
    expect(await now().textContent()).toMatch(/^A recording, /)
    expect(await outcome().count()).toBe(0)
    await screen.picture('recording-strip')
    const top = await screen.page.locator('.canvas').boundingBox()
    await screen.page.keyboard.press('End')
    await expect.poll(() => outcome().textContent()).toContain('The request was lost.')
    expect((await screen.page.locator('.canvas').boundingBox())?.y).toBe(top?.y)
    await screen.page.getByRole('button', { name: /Client frees: after the post/ }).click()
    await expect.poll(() => screen.page.locator('.recorded').textContent()).toContain('Access: get only')
    await screen.page.keyboard.press('Escape')
    await button('Run this live').click()
    await expect.poll(() => screen.page.locator('.ghost').count()).toBe(1)
    expect(await strip().count()).toBe(0)
    expect(await screen.page.locator('.heads mark').textContent()).toBe('hang:server@5:300')
  })

  test('the menu compares where two recordings can be, and says why one of its entries cannot be had', async () => {
    const menu = screen.page.getByRole('menu', { name: 'Recordings' })
    const headings = () =>
      menu.getByRole('group').evaluateAll((all) => all.map((each) => each.firstChild?.textContent))
    const close = menu.getByRole('menuitem', { name: 'Close recording' })
    const colourOf = (entry: typeof close) =>
      entry.locator('[slot=label]').evaluate((label) => getComputedStyle(label).color)
    await button('Recordings').click()
    expect(await headings()).toEqual(['This trace', 'Open', 'Compare'])
    expect(await close.textContent()).toContain('No recording is open.')
    expect(await colourOf(close)).not.toBe(await colourOf(menu.getByRole('menuitem', { name: 'Open a file' })))
    await screen.page.keyboard.press('Escape')
    await screen.page.evaluate(() => {
      location.hash = 'peer-to-peer/walk'
    })
    await expect.poll(() => button('Scenario: Peer to peer').isVisible()).toBe(true)
    await button('Recordings').click()
    expect(await headings()).toEqual(['This trace', 'Open'])
  })

  test('with predictions what comes next cannot be read off it', async () => {
    await openBundled('The whole hand-over')
    await expect.poll(async () => (await screen.calls()).length).toBeGreaterThan(3)
    await button('Predict').click()
    await screen.page.keyboard.press('u')
    await expect.poll(() => screen.calls()).toEqual(['WinInitialize'])
    await screen.page.keyboard.press('ArrowRight')
    await expect.poll(() => screen.calls()).toEqual(['WinInitialize', 'WinCreateMsgQueue'])
    await screen.picture('future-hidden')
  })

  test('what is wrong with a file is said with its name, hides nothing, and can be closed', async () => {
    const [header = '', ...records] = textOf('hand-over').trimEnd().split('\n')
    await open('turned.sharemem', [header, ...records.toReversed()].join('\n'))
    await expect
      .poll(() => problem().textContent())
      .toContain('turned.sharemem: Line 3 stands after what happened later')
    await screen.picture('complaint')
    const complaint = await screen.page.locator('.problem').boundingBox()
    const picture = await screen.page.locator('.board').boundingBox()
    expect(complaint?.y).toBeGreaterThanOrEqual((picture?.y ?? 0) + (picture?.height ?? 0))
    await open('elsewhere.sharemem', [header.replace('request-reply', 'welcome-text'), ...records].join('\n'))
    await expect
      .poll(() => problem().textContent())
      .toMatch(/^elsewhere.sharemem: Its first line says ‘welcome-text’/)
    await button('Close the complaint').click()
    await expect.poll(() => screen.page.locator('.problem').isVisible()).toBe(false)
    expect(await strip().textContent()).toContain('elsewhere.sharemem')
    await open('letter.txt', 'Dear Sir')
    await expect.poll(() => problem().textContent()).toBe('letter.txt: This is no recording: line 1 is no JSON.')
    // What was looked at stays.
    expect(await strip().textContent()).toContain('elsewhere.sharemem')
  })

  test('closed, it gives way to the scenario that was there before it', async () => {
    await button('Run').click()
    await expect.poll(() => screen.page.getByTestId('answer').isVisible()).toBe(true)
    await screen.page.getByRole('button', { name: /^Scenario/ }).click()
    await screen.page.getByRole('menuitemradio', { name: /Welcome text/ }).click()
    await expect.poll(() => screen.page.locator('.idle').isVisible()).toBe(true)
    await open('peers.jsonl', textOf('half-initialised'))
    await expect.poll(() => button('Scenario: Peer to peer').isVisible()).toBe(true)
    await strip().getByRole('button', { name: 'Close recording' }).click()
    await expect.poll(() => button('Scenario: Welcome text').isVisible()).toBe(true)
    expect(await screen.page.locator('.idle').isVisible()).toBe(true)
  })

  test('it is saved under a name that tells what it is', async () => {
    await screen.page.getByRole('button', { name: 'Fire and forget' }).first().click()
    await button('Run').click()
    await expect.poll(() => screen.page.getByTestId('answer').isVisible()).toBe(true)
    await screen.page.getByLabel('Events in time order').focus()
    const [file] = await Promise.all([screen.page.waitForEvent('download'), screen.page.keyboard.press('s')])
    expect(file.suggestedFilename()).toMatch(/^request-reply-linux-after-post-\d{4}-\d\d-\d\d-\d{4}\.sharemem$/)
    await open(file.suggestedFilename(), readFileSync(await file.path(), 'utf8'))
    await expect.poll(() => strip().textContent()).toMatch(/Client frees: after the post.*\d{4}, \d\d:\d\d/)
    await screen.page.keyboard.press('End')
    await expect.poll(() => now().textContent()).toContain('The recording ends here.')
  })

  test('settings, question and scenario survive a reload', async () => {
    await screen.page.getByLabel('Ask the server').fill('search noble gas')
    await screen.page.getByRole('button', { name: /Objects: two/ }).click()
    await screen.page.getByText('The reply returns in the same object').click()
    await screen.page.keyboard.press('Escape')
    await screen.page.evaluate(() => history.replaceState(null, '', location.href.replace(/#.*/, '')))
    await screen.page.reload()
    await expect.poll(() => screen.page.getByLabel('Ask the server').inputValue()).toBe('search noble gas')
    expect(await screen.page.getByRole('button', { name: /Objects: one/ }).isVisible()).toBe(true)
    await screen.page.getByRole('button', { name: /^Scenario/ }).click()
    await screen.page.getByRole('menuitemradio', { name: /Parent and child/ }).click()
    await expect.poll(() => screen.page.url()).toContain('parent-and-child')
    await screen.page.evaluate(() => history.replaceState(null, '', location.href.replace(/#.*/, '')))
    await screen.page.reload()
    await expect.poll(() => button('Scenario: Parent and child').isVisible()).toBe(true)
  })
})
