/** A lesson given in a real browser: the class's page, and the lecturer's notes in a second window. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { browserPath, type Screen, takePicture } from './support/browser.ts'
import { useScreen } from './support/use-screen.ts'

describe.skipIf(!browserPath)('a lesson', () => {
  let screen: Screen
  useScreen((opened) => {
    screen = opened.screen
  }, '#peer-to-peer')
  const bar = () => screen.page.getByRole('region', { name: 'Lesson' })

  const begin = () => screen.page.getByRole('button', { name: /^It exists, but is it complete\?/ }).click()

  async function openNotes(): Promise<Page> {
    const opened = screen.page.waitForEvent('popup')
    await bar().getByRole('button', { name: 'Notes' }).click()
    const notes = await opened
    await notes.getByRole('heading', { level: 1 }).waitFor()
    return notes
  }

  test('is begun from the first page, goes from stop to stop by its key, and asks the class', async () => {
    await begin()
    await expect.poll(() => bar().textContent()).toContain('1 of 3: Half initialised3 stops')
    // A remote goes on to the stop, answers what is asked there, and goes on.
    const primary = screen.page.getByRole('region', { name: 'Now', exact: true }).locator('.primary')
    await expect.poll(() => primary.textContent()).toContain('To the next stop')
    await screen.page.keyboard.press('PageDown')
    await expect.poll(() => bar().textContent()).toContain('stop 1 of 3')
    await expect
      .poll(() => screen.page.locator('.ghost').allTextContents())
      .toContainEqual(expect.stringContaining('CreateFileMapping'))
    const question = screen.page.getByRole('region', { name: 'Question' })
    // Nothing gives the answer away.
    const ghosts = () => screen.page.locator('.ghost').allTextContents()
    expect((await ghosts()).join()).toContain('its next step')
    expect((await ghosts()).join()).not.toContain('→')
    expect(await screen.page.locator('.held').textContent()).not.toContain('→')
    expect(await primary.getAttribute('aria-disabled')).toBe('true')
    expect(await primary.textContent()).toContain('Answer first')
    // No key is named that presses nothing.
    expect(await primary.locator('kbd').count()).toBe(0)
    await screen.page.setViewportSize({ width: 1280, height: 720 })
    await screen.page.keyboard.press('F5')
    await screen.picture('lesson-asked')
    const wide = () =>
      question.evaluate((card) =>
        [card, ...card.querySelectorAll('*')]
          .filter((part) => part.closest('.visually-hidden') === null)
          .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth)
          .map(({ textContent }) => textContent),
      )
    expect(await wide()).toEqual([])
    /** How often the question can be read, and whether the counts can be seen in whole. */
    const seen = () =>
      screen.page.evaluate((text) => {
        const asked = [...document.querySelectorAll('p')].filter((part) => part.textContent?.includes(text))
        const often = asked.filter((part) => part.closest('.visually-hidden') === null).length
        const bottom = document.querySelector('.presented section')?.getBoundingClientRect().bottom ?? 0
        const counts = [...document.querySelectorAll('.count-in-large')]
        return [often, ...counts.map((count) => count.getBoundingClientRect().bottom <= bottom)]
      }, 'What does it get?')
    expect(await seen()).toEqual([1, true])
    await screen.page.keyboard.press('F5')
    await question.getByRole('button', { name: 'A section of its own' }).waitFor()
    expect(await seen()).toEqual([2])
    await screen.page.keyboard.press('a')
    await expect.poll(() => question.textContent()).toContain('Not so.')
    expect(await question.textContent()).toContain('ERROR_ALREADY_EXISTS')
    // Which one was right is not said by a colour alone.
    expect(await question.getByRole('button').evaluateAll((all) => all.map((one) => one.className))).toEqual([
      'wrong',
      'right',
      'wrong',
    ])
    const mark = (choice: string, name: string) =>
      question.getByRole('button', { name: choice }).getByRole('img', { name, exact: true })
    expect(await mark('A section of its own', 'wrong').isVisible()).toBe(true)
    expect(await mark('The first one', 'right').isVisible()).toBe(true)
    expect(await question.getByRole('img').count()).toBe(2)
    expect((await ghosts()).join()).toContain('1 → 2')
    await screen.picture('lesson')
    await screen.page.setViewportSize({ width: 1280, height: 720 })
    await screen.page.keyboard.press('F5')
    await screen.picture('lesson-presented')
    const title = screen.page.locator('header .scenario small')
    expect(await title.textContent()).toBe('Half initialised')
    expect(await title.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)).toBe(true)
    const [card, pane] = [question, screen.page.locator('.presented')].map((part) => part.boundingBox())
    const [inner, outer] = [await card, await pane]
    expect((inner?.y ?? 0) + (inner?.height ?? 0)).toBeLessThanOrEqual((outer?.y ?? 0) + (outer?.height ?? 0))
    expect(await seen()).toEqual([0, true])
    expect(await mark('The first one', 'right').isVisible()).toBe(true)
    expect(await wide()).toEqual([])
    // The bar is not shown there; the way on is.
    await screen.page.keyboard.press('PageDown')
    await expect.poll(() => question.count()).toBe(0)
    await screen.page.keyboard.press('F5')
    await expect.poll(() => bar().textContent()).toContain('stop 2 of 3')
  })

  test('has notes in a second window, which lead the class’s page and know the time', async () => {
    await begin()
    const notes = await openNotes()
    await expect.poll(() => notes.getByRole('heading', { level: 1 }).textContent()).toBe('Half initialised')
    expect(await notes.getByRole('timer').textContent()).toMatch(
      /[45]:\d\d left of this part1[23]:\d\d left of the lesson/,
    )
    await notes.locator('button.primary[aria-disabled="false"]').waitFor()
    await notes.keyboard.press('l')
    await expect.poll(() => bar().textContent()).toContain('stop 1 of 3')
    const said = notes.getByRole('main')
    await expect.poll(() => said.textContent()).toContain('The run stands before peer-2’s CreateFileMapping.')
    expect(await said.textContent()).toContain('The first one’s, and 183 is right')
    // Who goes on by hand is not told that it still stands there, and who looks back to it is.
    await screen.page.keyboard.press('a')
    await screen.page.keyboard.press('2')
    await expect
      .poll(() => said.textContent())
      .toContain('The run has gone on. These are the notes of its stop before')
    await screen.page.keyboard.press('PageUp')
    await expect.poll(() => said.textContent()).toContain('The run stands before peer-2’s CreateFileMapping.')
    await screen.page.keyboard.press('End')
    // The class sees nothing of them.
    expect(await screen.page.getByRole('main').textContent()).not.toContain(
      'has written half of its text, and pauses',
    )
    await notes.getByRole('button', { name: 'Mended by a mutex' }).click()
    await expect.poll(() => bar().textContent()).toContain('2 of 3: Mended by a mutex')
    await takePicture(notes, 'notes')
    await screen.page.reload()
    await expect.poll(() => bar().textContent()).toContain('2 of 3: Mended by a mutex')
    await bar().getByRole('button', { name: 'End lesson' }).click()
    await expect.poll(() => said.textContent()).toContain('No lesson is being given.')
    await notes.close()
  })

  /** Opens a lesson of a person's own, once it is on disk. */
  async function open(lesson: unknown) {
    const folder = mkdtempSync(join(tmpdir(), 'sharemem-lesson-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'mine.json')
    writeFileSync(file, JSON.stringify(lesson))
    await screen.page.getByLabel('Open a recording').setInputFiles(file)
  }

  test('is opened from a person’s own file, or refused by a sentence that names what is wrong', async () => {
    const own = {
      ...{ format: 'sharemem-lesson', version: 1, title: 'My own', about: 'One thing.' },
      parts: [
        {
          ...{ title: 'Early', minutes: 5, scenario: 'welcome-text', preset: 'too-early', notes: 'Look.' },
          stops: [{ at: { participant: 'reader', call: 'OpenFileMapping', nth: 9 }, notes: 'Never.' }],
        },
      ],
    }
    await open({ ...own, parts: [{ ...own.parts[0], preset: 'too-soon' }] })
    const complaint = screen.page.locator('#problem')
    await expect
      .poll(() => complaint.textContent())
      .toContain('mine.json: parts[0].preset is “too-soon”; welcome-text has ')
    await open(own)
    await expect.poll(() => bar().textContent()).toContain('1 of 1: Early')
    await expect.poll(() => screen.page.url()).toContain('#welcome-text')
    // What it never comes to is told before how it ended, in both.
    const now = screen.page.getByRole('region', { name: 'Now', exact: true })
    await expect.poll(() => now.locator('.primary').textContent()).toContain('To the next stop')
    await screen.page.keyboard.press('l')
    await expect
      .poll(() => now.textContent())
      .toMatch(/^The stop before the reader’s 9th OpenFileMapping was never reached\. \S/)
  })

  test('asks with a question mark, and not as if it were an alarm, also after a crash', async () => {
    const question = {
      text: 'Is it locked out?',
      choices: ['Yes', 'No'],
      right: 'No',
      because: 'It gets the mutex as abandoned.',
    }
    const at = { participant: 'peer-2', call: 'WaitForSingleObject', when: 'after' }
    await open({
      ...{ format: 'sharemem-lesson', version: 1, title: 'My own', about: 'One thing.' },
      parts: [
        {
          ...{ title: 'Dead', minutes: 5, scenario: 'peer-to-peer', preset: 'first-dies', notes: 'Look.' },
          stops: [{ at, notes: 'Ask.', question }],
        },
      ],
    })
    await expect.poll(() => bar().textContent()).toContain('1 of 1: Dead')
    const now = screen.page.getByRole('region', { name: 'Now', exact: true })
    await expect.poll(() => now.locator('.primary').textContent()).toContain('To the next stop')
    await screen.page.keyboard.press('l')
    await expect.poll(() => now.textContent()).toContain('What do you expect? Is it locked out?')
    expect([await now.locator('.question svg').count(), await now.locator('.bad').count()]).toEqual([1, 0])
    await screen.picture('lesson-asked-after-crash')
    await screen.page.getByRole('region', { name: 'Question' }).getByRole('button', { name: 'No' }).click()
    // All that are left have gone on since.
    await expect.poll(() => now.textContent()).toMatch(/Peer-1 has died\. Next: /)
    expect(await now.locator('.bad').count()).toBe(1)
  })
})
