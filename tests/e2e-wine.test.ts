/** The screen in a real browser, once in front of the browser host inside Wine: Win32's own sections and queues. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { buildExamples, examplesFolder } from '../build/test/examples.mjs'
import { findMingw } from '../build/test/test-tools.mjs'
import { findWine } from '../build/wine/find.mjs'
import { paths } from '../build/wine/prepare.mjs'
import { startInWine, windowsPath } from '../build/wine/run.mjs'
import { browserPath, launchBrowser, openScreen } from './support/browser.ts'

const wanted = process.platform !== 'win32' && findWine() !== null && browserPath !== null

const outcomeOf = (page: Page) =>
  expect.poll(() =>
    page
      .locator('output.outcome')
      .textContent()
      .catch(() => ''),
  )

describe.skipIf(!wanted)('the screen in front of Win32', () => {
  let browser: Browser
  let host: ChildProcess
  let folder: string
  let url: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sharemem-'))
    const file = join(folder, 'url')
    host = startInWine(join(paths.app, 'dist/cli/cli.js'), ['serve', '--url-file', windowsPath(file)])
    browser = await launchBrowser()
    await vi.waitUntil(() => existsSync(file), { timeout: 60_000 })
    url = readFileSync(file, 'utf8').trim()
  })
  afterAll(async () => {
    await browser.close()
    const exited = once(host, 'exit')
    host.kill('SIGKILL')
    await exited
    rmSync(folder, { recursive: true })
  })

  test('a question is stepped through and answered', async () => {
    const { page, complaints, stepUntil, calls, picture, endRun } = await openScreen(browser, url)
    await expect.poll(() => page.locator('.kernel').textContent()).toContain('Win32')
    await page.getByLabel('Ask the server').fill('lookup Ag')
    await page.keyboard.press('Enter')
    const answer = page.getByTestId('answer')
    await stepUntil(async () => (await calls()).includes('DosGiveSharedMem'))
    const object = page.getByTestId('object').first()
    expect(await object.locator('.usage').textContent()).toContain('HandleCount')
    expect(await object.locator('.usage b').allTextContents()).toEqual(['2', '2'])
    await stepUntil(() => answer.isVisible())
    expect(await answer.textContent()).toContain('Silver')
    await picture('wine')
    await endRun()
    await outcomeOf(page).toContain('Completed.')
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test.skipIf(!findMingw())('a program of the person’s own has a dashed lane, and is not halted', async () => {
    await buildExamples()
    const { page, complaints, picture } = await openScreen(browser, `${url}#parent-and-child/walk`)
    await page.locator('button.select', { hasText: 'Text' }).click()
    await page
      .getByRole('radiogroup', { name: 'Whose program plays child' })
      .getByText('Mine Sharemem starts it')
      .click()
    const program = windowsPath(join(examplesFolder, 'child.exe'))
    await page.getByLabel('Command line of child').fill(`${program} --pause 1000`)
    await page.keyboard.press('Escape')
    await page.keyboard.press('r')
    await outcomeOf(page).toContain('exit code 0')
    expect(await page.locator('.life.external').count()).toBe(1)
    expect(await page.locator('.head.external').textContent()).toContain('not traced')
    expect(await page.locator('.head.external button').getAttribute('aria-disabled')).toBe('true')
    await picture('wine-external')
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
