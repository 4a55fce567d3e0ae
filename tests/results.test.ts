/** The list of what a run has found, in a real browser: live, and quick however long it is. */
import { describe, expect, test } from 'vitest'
import { browserPath, type Screen } from './support/browser.ts'
import { useScreen } from './support/use-screen.ts'

const MANY = 100_000
/** How long the list may take to show another part, in milliseconds: a person calls that at once, on a busy machine too. */
const AT_ONCE = 2000

const header = {
  ...{ format: 'sharemem-trace', version: 1, scenario: 'file-search', settings: {} },
  platform: { os: 'linux', kernel: 'sysv', node: '20.0.0', arch: 'x64' },
  participants: [
    { id: 'client', role: 'client', program: 'client', tone: 'blue', side: 'left', pid: 11 },
    { id: 'server', role: 'server', program: 'server', tone: 'green', side: 'right', pid: 12 },
  ],
}
const OBJECT = 'Global\\www.cpp-blog.com'
const nameOf = (file: number) => `folder/file ${file}.txt`
const recordOf = (file: number) => ({
  ...{ kind: 'data', t: file * 1000, participant: 'server', object: OBJECT, access: 'write', offset: 0, length: 592 },
  ...{ bytes: '', text: '' },
  structure: {
    name: 'WIN32_FIND_DATAW',
    fields: [{ name: 'cFileName', offset: 44, size: 520, value: nameOf(file) }],
  },
})
const outcome = {
  ...{ kind: 'outcome', t: (MANY + 1) * 1000, ok: true, name: 'completed', text: 'All is well.' },
  ...{ requests: [], foreign: 0 },
}

const recording = () =>
  [header, ...Array.from({ length: MANY }, (_, index) => recordOf(index + 1)), outcome]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('')

describe.skipIf(!browserPath)('the list of what was found', () => {
  let screen: Screen
  useScreen((opened) => {
    screen = opened.screen
  }, '#file-search/walk')
  const list = () => screen.page.getByTestId('results')
  const rows = () => list().locator('li').allTextContents()

  test('it grows with the run, and what is looked at is what had been found by then', async () => {
    const { page } = screen
    await page.getByRole('heading', { name: 'A stream through one place' }).waitFor()
    await page.keyboard.press('r')
    await expect.poll(() => page.locator('output.outcome').allTextContents()).toHaveLength(1)
    await expect
      .poll(rows)
      .toEqual([
        '1 letters/notes.txt',
        '2 letters/old/notes.txt',
        '3 pictures/Grüße 你好.png',
        '4 pictures/photo 1.jpg',
        '5 readme.txt',
        '6 (the end marker)',
      ])
    await screen.picture('files-found')
    await page.keyboard.press('Home')
    await expect.poll(() => list().count()).toBe(0)
  })

  test('of 100,000 files a screenful is drawn, at once, wherever it is scrolled to', async () => {
    const { page } = screen
    await page.getByLabel('Open a recording').setInputFiles({
      ...{ name: 'many.jsonl', mimeType: 'application/jsonl' },
      buffer: Buffer.from(recording()),
    })
    await expect.poll(() => page.locator('.place').textContent(), { timeout: 60_000 }).not.toBe('')
    await page.keyboard.press('End')
    await expect.poll(() => page.locator('.results h2').textContent()).toBe('Files found 100,000')
    await expect.poll(async () => (await rows()).at(-1)).toBe(`100,000 ${nameOf(MANY)}`)
    for (const row of [50_000, 1, 99_000]) {
      const begin = performance.now()
      await list().evaluate((frame, top) => frame.scrollTo(0, top), (row - 1) * 20)
      await page.getByText(nameOf(row), { exact: false }).first().waitFor()
      expect(performance.now() - begin).toBeLessThan(AT_ONCE)
      expect((await rows()).length).toBeLessThan(30)
    }
    await screen.picture('many-files-found')
  }, 180_000)
})
