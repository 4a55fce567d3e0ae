/** The trace as the screen keeps and saves it, in a real browser. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { flightsOf } from '../electron/trace/flights.ts'
import { missingAt } from '../electron/trace/kept.ts'
import { timeOf } from '../electron/trace/order.ts'
import { readRecording } from '../electron/trace/recording.ts'
import { browserPath, type Screen } from './support/browser.ts'
import { useScreen } from './support/use-screen.ts'

describe.skipIf(!browserPath)('the trace on the screen', () => {
  let screen: Screen

  useScreen((opened) => {
    screen = opened.screen
  })

  /** Runs freely until so many requests have been answered, and the run has ended. */
  async function runOf(requests: number) {
    const { page } = screen
    await page.getByRole('button', { name: /Objects: / }).click()
    await page.getByRole('textbox', { name: 'Requests' }).fill(String(requests))
    await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Settings' }).waitFor({ state: 'detached' })
    await page.keyboard.press('r')
    const latest = page.locator('.timing .which b')
    await expect
      .poll(() => latest.textContent({ timeout: 500 }).catch(() => ''), { timeout: 200_000 })
      .toBe(`Request ${requests}`)
    await screen.endRun()
    await expect.poll(() => page.locator('output.outcome').textContent(), { timeout: 60_000 }).toContain('Completed.')
  }
  async function saved() {
    const [file] = await Promise.all([screen.page.waitForEvent('download'), screen.page.keyboard.press('s')])
    return readRecording(readFileSync(await file.path(), 'utf8'), ['request-reply']).records
  }

  test('it is in the order of time, and saved so', async () => {
    await runOf(100)
    const records = await saved()
    const times = records.map(timeOf)
    expect(times.filter((time, index) => time < (times[index - 1] ?? 0))).toEqual([])
    // What a participant has posted is received after it. The end of the run is posted by nobody of it.
    const receipts = records.filter(
      (record) => record.kind === 'message' && record.phase === 'received' && record.name.startsWith('WM_RE'),
    )
    expect(receipts.length).toBeGreaterThan(200)
    const received = flightsOf(records).filter(({ received }) => received !== null)
    expect(
      receipts.map((receipt) => received.some((flight) => records[flight.received ?? -1] === receipt)),
    ).not.toContain(false)
  })

  test('a long one is kept within limits, and says so where it is drawn and saved', async () => {
    await runOf(1600)
    const records = await saved()
    const note = records.find((record) => missingAt(record) > 0)
    expect(note).toMatchObject({ kind: 'note', text: expect.stringContaining('are not kept here') })
    expect(records.length).toBeLessThanOrEqual(60_001)
    const missing = note ? missingAt(note).toLocaleString('en-US') : ''
    await screen.page.getByRole('button', { name: 'Recordings' }).click()
    const save = screen.page.getByRole('menuitem', { name: 'Save recording' })
    expect(await save.textContent()).toContain(`without the ${missing} records that are not kept here`)
    await screen.page.keyboard.press('Escape')
    await screen.picture('long')
    await screen.page.keyboard.press('Home')
    await expect.poll(() => screen.page.locator('.place').textContent()).toMatch(/^1 \//)
  }, 300_000)
})
