import { expect, test } from 'vitest'
import { makeReport, must, same } from './report.mjs'

test('each step is a line, and those that fail are counted', async () => {
  const lines: string[] = []
  const { step, cannot, counts } = makeReport((line) => lines.push(line))
  expect(await step('it holds', () => must(true, 'no'))).toBe(true)
  expect(await step('it tells more', async () => 'two\n lines')).toBe(true)
  expect(await step('it is refused', () => must(0, 'nothing is there'))).toBe(false)
  expect(await step('it differs', () => same(['a'], ['b']))).toBe(false)
  expect(await step('it breaks', () => Promise.reject(new TypeError('x is not a function')))).toBe(false)
  cannot('No screen is here.')
  expect(lines).toEqual([
    'ok it holds',
    'ok it tells more (two / lines)',
    'not ok it is refused because nothing is there',
    'not ok it differs because it is ["a"] and not ["b"]',
    expect.stringMatching(/^not ok it breaks because TypeError: x is not a function \/ at /),
    'cannot: No screen is here.',
  ])
  expect(counts).toEqual({ ok: 2, failed: 3 })
})
