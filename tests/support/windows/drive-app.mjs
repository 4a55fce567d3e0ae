/**
 * Drives the app from the source tree with Electron's real runtime, on Windows: the first screen, one request, messages
 * to the visible frame from 0x400 on, of which electron#42346 says that they never arrive, and a request that is answered
 * to that frame.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import koffi from 'koffi'
import { _electron } from 'playwright-core'
import { fetchRuntime, runtimeIn } from '../../../build/start/electron-runtime.mjs'

const root = join(import.meta.dirname, '..', '..', '..')
const STEP = 'button[aria-label="Step"][aria-disabled="false"]'
/** WM_USER and one more, WM_APP and one more. */
const MESSAGES = [0x400, 0x401, 0x8000, 0x8001]
/** In milliseconds. */
const PATIENCE = 60_000
const LOOK_AGAIN = 100

const pause = () => new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN))

/** @param {() => Promise<boolean>} holds */
async function until(holds, /** @type {string} */ what) {
  const end = Date.now() + PATIENCE
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within ${PATIENCE} ms: ${what}`)
    await pause()
  }
  console.log(`seen: ${what}`)
}

async function runtime() {
  const folder = join(root, 'node_modules', 'electron')
  const present = runtimeIn(folder)
  if (present) return present
  const fetched = await fetchRuntime(folder)
  if ('path' in fetched) return fetched.path
  throw new Error(fetched.reason)
}

/** @param {import('playwright-core').Page} page */
async function askOneThing(page) {
  await until(
    async () => /Win32/.test((await page.textContent('.kernel')) ?? ''),
    'the first screen names the kernel',
  )
  await page.getByLabel('Ask the server').fill('lookup Au')
  await page.keyboard.press('Enter')
  const answer = page.getByTestId('answer')
  await until(async () => {
    await page.click(STEP, { timeout: LOOK_AGAIN }).catch(() => {})
    return answer.isVisible()
  }, 'an answer')
  assert.match((await answer.textContent()) ?? '', /Gold/)
}

/** @param {import('playwright-core').ElectronApplication} app */
async function postToFrame(app) {
  const frame = await app.evaluate(({ BrowserWindow }, messages) => {
    const [window] = BrowserWindow.getAllWindows()
    if (!window) throw new Error('no window')
    /** @type {string[]} */
    const arrived = []
    Object.assign(globalThis, { arrived })
    for (const message of messages) {
      window.hookWindowMessage(message, (wParam, lParam) => {
        arrived.push(`${message} ${wParam.readBigUInt64LE()} ${lParam.readBigUInt64LE()}`)
      })
    }
    return String(window.getNativeWindowHandle().readBigUInt64LE())
  }, MESSAGES)
  const user32 = koffi.load('user32.dll')
  const PostMessageW = user32.func(
    'int PostMessageW(intptr_t window, uint32_t id, uintptr_t wParam, intptr_t lParam)',
  )
  for (const message of MESSAGES) assert.notEqual(PostMessageW(BigInt(frame), message, 0x6fff_0000, 7), 0)
  const wanted = MESSAGES.map((message) => `${message} ${0x6fff_0000} 7`)
  const arrived = () => app.evaluate(() => /** @type {{ arrived?: string[] }} */ (globalThis).arrived ?? [])
  await until(async () => {
    const seen = await arrived()
    return wanted.every((each) => seen.includes(each))
  }, 'each message that was posted to the frame')
}

/** @param {import('playwright-core').Page} page */
async function answerToFrame(page) {
  const start = {
    scenario: 'request-reply',
    settings: { window: 'frame', ask: 'lookup Ag' },
    policy: { mode: 'free' },
  }
  await page.evaluate(`sharemem.call('start', ${JSON.stringify(start)})`)
  const answer = page.getByTestId('answer')
  await until(async () => /Silver/.test((await answer.textContent()) ?? ''), 'an answer that went to the frame')
}

const userData = mkdtempSync(join(tmpdir(), 'sharemem-driven-'))
const { ELECTRON_RUN_AS_NODE: _asNode, ...inherited } = process.env
const env = Object.fromEntries(Object.entries(inherited).map(([name, value]) => [name, value ?? '']))
const executablePath = await runtime()
const app = await _electron.launch({ executablePath, args: [root, `--user-data-dir=${userData}`], env })
try {
  await askOneThing(await app.firstWindow())
  await postToFrame(app)
  await answerToFrame(await app.firstWindow())
} finally {
  await app.close()
  rmSync(userData, { recursive: true, force: true, maxRetries: 10 })
}
