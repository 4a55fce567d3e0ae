/** The folder that plays recordings: opened as a class would from a file share, without any host. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { browserPath, launchBrowser, openScreen } from './support/browser.ts'
import { root } from './support/cli.ts'

test.skipIf(!browserPath)('a page from a file share is alive at once, and plays', async () => {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  execFileSync(
    process.execPath,
    [vite, 'build', '--logLevel', 'error', '--config', 'build/screen/static.config.ts'],
    {
      cwd: root,
      stdio: 'pipe',
    },
  )
  const browser = await launchBrowser()
  const page = pathToFileURL(join(root, 'dist', 'static', 'index.html')).href
  const { page: shown, complaints, calls, picture } = await openScreen(browser, page)
  await shown.evaluate(() => {
    const refused = () => document.documentElement.dataset.refused ?? ''
    window.addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
      document.documentElement.dataset.refused = `${refused()}${violatedDirective} `
    })
  })
  const place = () => shown.locator('.place').textContent()
  await expect.poll(place).toMatch(/^1 \//)
  await shown.getByRole('button', { name: 'Step', exact: true }).click()
  await expect.poll(place).toMatch(/^2 \//)
  await shown.keyboard.press('u')
  expect(await calls()).toContain('WinCreateMsgQueue')
  await shown.getByRole('button', { name: 'Recording: The whole hand-over' }).click()
  await shown.getByRole('menuitem', { name: 'The lost request', exact: true }).click()
  await shown.keyboard.press('End')
  await expect.poll(() => shown.locator('output.outcome').textContent()).toContain('The request was lost.')
  await picture('static')
  expect(complaints).toEqual([])
  expect(await shown.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content')).toMatch(
    /^default-src 'none'; script-src 'nonce-[\w-]{22}'; style-src 'nonce-[\w-]{22}'; /,
  )
  const refused = () => shown.locator('html').getAttribute('data-refused')
  expect(await refused()).toBeNull()

  // As a recording would, if anything of it became part of the page.
  await shown.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'document.body.dataset.injected = "ran"'
    document.body.append(script)
    const image = document.createElement('div')
    image.innerHTML = '<img src="data:," onerror="document.body.dataset.injected = \'ran\'">'
    document.body.append(image)
  })
  await expect.poll(refused).toBe('script-src-elem script-src-attr ')
  expect(await shown.locator('body').getAttribute('data-injected')).toBeNull()
  await browser.close()
})
