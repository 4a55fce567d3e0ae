import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { choicesOf, NO_CHOICES, remember, rememberedScenario } from './remembered.ts'
import { info } from './scenario.fixture.ts'

let kept: Map<string, string>
beforeEach(() => {
  kept = new Map()
  const getItem = (key: string) => kept.get(key) ?? null
  vi.stubGlobal('localStorage', { getItem, setItem: (key: string, value: string) => kept.set(key, value) })
})
afterEach(() => vi.unstubAllGlobals())

test('each scenario has its own choices, and the last one is remembered', () => {
  remember('welcome-text', { settings: { reader: 'too-late' }, ask: null })
  remember('request-reply', { settings: { free: 'after-post', requests: 3 }, ask: 'search gold' })
  expect(rememberedScenario()).toBe('request-reply')
  expect(choicesOf(info)).toEqual({ settings: { free: 'after-post', requests: 3 }, ask: 'search gold' })
  expect(choicesOf({ ...info, id: 'peer-to-peer' })).toEqual(NO_CHOICES)
})

test('what a scenario does not know any more is forgotten', () => {
  remember('request-reply', { settings: { free: 'never', requests: 99_999, gone: 1, size: 8192 }, ask: null })
  expect(choicesOf(info).settings).toEqual({ size: 8192 })
})

test.each(['{', '{"scenario":7}', '[]'])('what somebody else has written there is passed over: %s', (text) => {
  kept.set('choices', text)
  expect([rememberedScenario(), choicesOf(info)]).toEqual([null, NO_CHOICES])
  remember('request-reply', { settings: {}, ask: 'x' })
  expect(choicesOf(info).ask).toBe('x')
})

test('a page that may keep nothing works as well', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    setItem() {
      throw new Error('QuotaExceededError')
    },
  })
  remember('request-reply', NO_CHOICES)
  expect(rememberedScenario()).toBeNull()
})
