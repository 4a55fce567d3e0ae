import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { addressedScenario, followAddress, readAddress } from './navigation.ts'
import { useStore } from './store.ts'

const page = { hash: '#parent-and-child/walk', pathname: '/' }
const go = (_state: unknown, _title: string, hash: string) => {
  page.hash = hash
}
const history = { pushState: vi.fn(go), replaceState: vi.fn(go) }
let end: () => void

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('location', page)
  vi.stubGlobal('history', history)
  vi.stubGlobal('window', new EventTarget())
  const scenarios = ['parent-and-child', 'request-reply'].map((id) => ({ id }))
  useStore.setState({ info: { scenarios } as never, scenario: 'parent-and-child' })
  readAddress()
  end = followAddress()
})
afterEach(() => {
  end()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('another scenario is a further entry of the history, and Back is not undone before the page hears of it', () => {
  useStore.setState({ scenario: 'request-reply' })
  vi.runAllTimers()
  expect([page.hash, history.pushState.mock.calls.length]).toEqual(['#request-reply/walk', 1])
  useStore.setState({ presenting: true })
  // Back: the browser has changed the address, and its event is still to come.
  page.hash = '#parent-and-child/walk'
  vi.runAllTimers()
  expect([page.hash, history.pushState.mock.calls.length]).toEqual(['#parent-and-child/walk', 1])
  expect(history.replaceState).not.toHaveBeenCalled()
})

test('an address that changes before the host has answered is where the page goes once it has', () => {
  useStore.setState({ info: null, header: null, wanted: null })
  page.hash = '#request-reply/walk/at=7&present'
  window.dispatchEvent(new Event('hashchange'))
  expect(useStore.getState()).toMatchObject({ wanted: 7, presenting: true })
  expect(addressedScenario()).toBe('request-reply')
  vi.runAllTimers()
  expect(history.replaceState).not.toHaveBeenCalled()
})
