/** The file that a browser is opened with leads it to the address. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createRedirect } from '../electron/hosts/browser/address-file.ts'
import { browserPath, launchBrowser, openScreen } from './support/browser.ts'

test.skipIf(!browserPath)(
  'a browser that opens the file arrives at the address, and nothing is refused',
  async () => {
    const referrers: (string | undefined)[] = []
    const server = createServer(({ headers, url }, response) => {
      if (url === '/secret/') referrers.push(headers.referer)
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>here</title>')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret/#present`
    const { page: file, remove } = createRedirect(address)
    const browser = await launchBrowser()
    const { page, complaints } = await openScreen(browser, file)
    await page.waitForURL(address)
    expect([await page.title(), referrers, complaints]).toEqual(['here', [undefined], []])
    await browser.close()
    remove()
    server.close()
  },
)
