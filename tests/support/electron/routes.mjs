/** Where a page may go: its scheme is answered by the app, everything else is asked of the app's handlers and refused. */
import { schemeOf, toElectron } from './addresses.mjs'
import { createEvent } from './event.mjs'

/**
 * @param {import('playwright-core').BrowserContext} context
 * @param {import('./windows.mjs').Contents} contents
 * @param {{ handlers: Map<string, (request: Request) => Promise<Response>> }} session
 */
export async function confine(context, contents, session) {
  await context.route('**/*', async (route) => {
    const request = route.request()
    const address = toElectron(request.url())
    if (request.isNavigationRequest() && !isAllowed(request, contents)) return route.abort('aborted')
    const handler = session.handlers.get(schemeOf(address))
    if (!handler) return route.abort('addressunreachable')
    const response = await handler(new Request(address, { method: request.method() }))
    const body = Buffer.from(await response.arrayBuffer())
    await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body })
  })
  context.on('page', (page) => {
    void closePopup(page)
  })
}

/** @param {import('playwright-core').Request} request */
function frameOf(request) {
  try {
    return request.frame()
  } catch {
    // Of a page that is only just opening.
    return null
  }
}

/**
 * @param {import('playwright-core').Request} request
 * @param {import('./windows.mjs').Contents} contents
 */
function isAllowed(request, contents) {
  const { page, loading } = contents.window
  const frame = frameOf(request)
  // Of a new window, about which the app has been asked already.
  if (!page || frame?.page() !== page) return false
  const address = toElectron(request.url())
  const isMain = frame === page.mainFrame()
  // Where the app itself leads its page, Electron does not ask.
  if (isMain && address === loading) return true
  const event = createEvent({ url: address, isMainFrame: isMain })
  if (isMain) contents.emit('will-navigate', event, address)
  contents.emit('will-frame-navigate', event)
  contents.attempts.push({ way: isMain ? 'navigation' : 'frame', address, denied: event.defaultPrevented })
  return !event.defaultPrevented
}

/** @param {import('playwright-core').Page} page */
async function closePopup(page) {
  if ((await page.opener()) !== null) await page.close()
}
