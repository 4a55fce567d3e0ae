import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { anOutcome } from '../electron/contract/records.fixture.ts'
import type { HostInfo, ServiceClient } from '../electron/contract/service.ts'
import { commands } from './commands.ts'
import { attach } from './host.ts'
import { listenToKeys } from './keyboard.ts'
import { refusedInWords } from './refused.ts'
import { cursor, header, info, records, run, set, why } from './screen.fixture.ts'
import { useStore } from './store.ts'

beforeEach(() => set({}))

/** The keyboard of a page whose focus is in an element of this kind. `press` tells whether a command took the key. */
function createKeyboard(kind: string, inside = '') {
  const among = (wanted: string) => (selectors: string) => selectors.split(', ').includes(wanted)
  class FocusedElement extends EventTarget {
    readonly matches = (selectors: string) => among(kind)(selectors) || among(kind.replace(/[[:].*/, ''))(selectors)
    readonly closest = (selectors: string) => (among(inside)(selectors) ? this : null)
  }
  const page = new FocusedElement()
  vi.stubGlobal('HTMLElement', FocusedElement)
  vi.stubGlobal('window', page)
  vi.stubGlobal('document', { getElementById: () => null, activeElement: null })
  onTestFinished(() => void vi.unstubAllGlobals())
  const send = (type: string, key: string, rest = {}) =>
    !page.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), { key, ...rest }))
  return {
    press: (key: string, rest = {}) => send('keydown', key, rest),
    release: (key: string) => send('keyup', key),
    point: () => page.dispatchEvent(new Event('pointerdown')),
    stop: listenToKeys(),
  }
}

test('a key does what its command does, until nobody listens', () => {
  const { press, stop } = createKeyboard('body')
  set({ records })
  expect([press('ArrowLeft'), cursor()]).toEqual([true, 4])
  expect([press('PageUp'), cursor()]).toEqual([true, 3])
  stop()
  expect([press('PageUp'), cursor()]).toEqual([false, 3])
})

test('a letter is the same with the shift key and with caps lock', () => {
  const { press } = createKeyboard('body')
  expect([press('Q'), useStore.getState().predicting]).toEqual([true, true])
})

test('keys of no command and of the browser are left alone', () => {
  const { press } = createKeyboard('body')
  set({ records })
  expect([press('z'), press('Enter')]).toEqual([false, false])
  for (const modifier of ['ctrlKey', 'metaKey', 'altKey'])
    expect(press('ArrowLeft', { [modifier]: true })).toBe(false)
  expect(cursor()).toBeNull()
})

test('the key of a command that cannot be done is taken, so that nothing scrolls away instead', () => {
  const { press } = createKeyboard('body')
  set({ records })
  expect([press('ArrowRight'), press('1'), cursor()]).toEqual([true, true, null])
})

test('the key of a command that cannot be done says why, until the next key or click, or until it can be', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { press, point } = createKeyboard('body')
  const said = () => refusedInWords(useStore.getState())
  const wait = (milliseconds = 200) => void vi.advanceTimersByTime(milliseconds)
  const live = { records, state: run('halted', 'blocked') }
  const reasons: readonly [string, string][] = [
    ['f', '“First page” is not possible now. A run is live: end it first.'],
    ['2', '“Step server” is not possible now. The server waits in WinGetMsg.'],
    ['9', '“Step process 9” is not possible now. There is no process of this number.'],
    ['End', '“Latest” is not possible now. This is the latest event.'],
    ['l', '“Next stop” is not possible now. No lesson is being given.'],
  ]
  for (const [key, reason] of reasons) {
    set(live)
    press(key)
    wait()
    expect(said()).toBe(reason)
  }
  // Another key is another matter, and what can be done by now is not denied any more.
  expect([press('q'), said()]).toEqual([true, null])
  press('f')
  wait()
  useStore.setState({ state: run('ended', 'ended', { live: false }) })
  expect(said()).toBeNull()
  set(live)
  press('f')
  wait()
  point()
  expect(said()).toBeNull()
  // Somebody has read it.
  set(live)
  press('f')
  wait()
  wait(10_000)
  expect(said()).toBeNull()
})

test('of what cannot be done for a moment only, and of a key that is held, nothing is said', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { press } = createKeyboard('body')
  set({ records, state: run('running', 'blocked') })
  press('n')
  set({ records, state: run('halted', 'blocked') })
  vi.advanceTimersByTime(1000)
  expect(useStore.getState().refused).toBeNull()
  press('ArrowRight', { repeat: true })
  vi.advanceTimersByTime(1000)
  expect(useStore.getState().refused).toBeNull()
})

test('a held key looks back and forward again and again, and does everything else once', async () => {
  const call = vi.fn(async () => info)
  await attach({ call: call as ServiceClient['call'], subscribe: () => () => {} })
  call.mockClear()
  const { press } = createKeyboard('body')
  const held = { repeat: true }
  set({ records, state: run('halted', 'halted') })
  expect([press(' '), press(' ', held), press(' ', held), call.mock.calls.length]).toEqual([true, true, true, 1])
  const looking = (key: string) => [press(key, held), cursor()]
  expect([looking('ArrowLeft'), looking('PageUp'), looking('PageUp')]).toEqual([
    [true, 4],
    [true, 3],
    [true, 1],
  ])
  // Forward again, and not on into a step.
  expect([looking('ArrowRight'), looking('PageDown'), looking('PageDown'), looking('PageDown')]).toEqual([
    [true, 3],
    [true, 4],
    [true, null],
    [true, null],
  ])
  expect(call).toHaveBeenCalledTimes(1)
})

test('a remote looks forward in the past, and steps at the latest event', async () => {
  const call = vi.fn(async () => info)
  await attach({ call: call as ServiceClient['call'], subscribe: () => () => {} })
  call.mockClear()
  const { press } = createKeyboard('body')
  set({ records, state: run('halted', 'halted') })
  const there = ['PageUp', 'PageUp', 'PageDown', 'PageDown'].map((key) => [press(key), cursor()].at(-1))
  expect([there, call.mock.calls.length]).toEqual([[4, 3, 4, null], 0])
  press('PageDown')
  expect(call).toHaveBeenLastCalledWith('step', {})
})

test('the space bar makes the next call of a live run also from the past, and returns from there', async () => {
  const call = vi.fn(async () => info)
  await attach({ call: call as ServiceClient['call'], subscribe: () => () => {} })
  const { press } = createKeyboard('body')
  set({ records, cursor: 1, state: run('halted', 'halted') })
  expect([press(' '), cursor()]).toEqual([true, null])
  expect(call).toHaveBeenLastCalledWith('step', {})
})

test('the key of the strip leaves the end of a run alone for a moment, and then begins another', async () => {
  const call = vi.fn(async () => info)
  await attach({ call: call as ServiceClient['call'], subscribe: () => () => {} })
  const { press } = createKeyboard('body')
  const scenarios = [{ id: header.scenario } as HostInfo['scenarios'][number]]
  const end = { info: { ...info, scenarios }, state: run('ended', 'ended', { live: false }), records: [anOutcome()] }
  set({ ...end, toldAt: performance.now() })
  press(' ')
  press('PageDown')
  expect(call).toHaveBeenCalledTimes(1)
  set({ ...end, toldAt: performance.now() - 1500 })
  press(' ')
  expect(call).toHaveBeenLastCalledWith('start', expect.objectContaining({ policy: { mode: 'step' } }))
})

test('while a run is starting, nothing starts another', async () => {
  let begun = () => {}
  const call = vi.fn(
    (method: string) =>
      new Promise((resolve) => {
        if (method === 'start') begun = () => resolve(info)
      }),
  )
  void attach({ call: call as ServiceClient['call'], subscribe: () => () => {} })
  const { press } = createKeyboard('body')
  set({ header: null, info: { ...info, scenarios: [{ id: 'a' } as HostInfo['scenarios'][number]] } })
  for (const key of [' ', ' ', 'PageDown', 'p', 'r']) press(key)
  expect(call.mock.calls.filter(([method]) => method === 'start')).toHaveLength(1)
  expect(why(commands.step)).toBe('The run is starting.')
  begun()
  await vi.waitFor(() => expect(why(commands.step)).toBeNull())
})

test.each(['input', 'textarea', 'select'])('keys typed into %s are its own', (kind) => {
  const { press } = createKeyboard(kind)
  set({ records })
  expect([press('ArrowLeft'), press('e'), press(' '), press('/'), cursor()]).toEqual([
    false,
    false,
    false,
    false,
    null,
  ])
})

test('a presenter’s remote works also where text is typed', () => {
  const { press } = createKeyboard('input')
  set({ records })
  expect([press('PageUp'), cursor()]).toEqual([true, 4])
  expect([press('F5'), useStore.getState().presenting]).toEqual([true, true])
})

test('a slider keeps the keys that move it, and no other', () => {
  const { press } = createKeyboard('input[type=range]')
  set({ records, state: run('halted', 'halted') })
  expect(['ArrowLeft', 'ArrowUp', 'Home', 'PageDown'].map((key) => press(key))).toEqual([false, false, false, false])
  expect([press(' '), press('q')]).toEqual([true, true])
})

test('a button that the keyboard has reached keeps Space for itself, and no other key', () => {
  const { press } = createKeyboard('button:focus-visible')
  set({ records, state: run('halted', 'halted') })
  expect([press(' '), press('ArrowLeft')]).toEqual([false, true])
})

test('Space steps when the focus of a button came with the pointer, and does not press it when it is released', () => {
  const { press, release } = createKeyboard('button')
  set({ records, state: run('halted', 'halted') })
  expect([press(' '), release(' '), release(' ')]).toEqual([true, true, false])
})

test.each(['input', 'button:focus-visible'])('a held Enter in %s sends a question, or presses, once', (kind) => {
  const { press } = createKeyboard(kind)
  expect([press('Enter'), press('Enter', { repeat: true })]).toEqual([false, true])
})

test.each(['dialog[open]', '[role=dialog]', '[role=menu]'])('the keys in a %s are its own', (inside) => {
  const { press } = createKeyboard('button', inside)
  set({ records })
  expect([press(' '), press('ArrowLeft'), press('q')]).toEqual([false, false, false])
  expect([press('?'), useStore.getState().help]).toEqual(inside === 'dialog[open]' ? [true, true] : [false, false])
})

test('what is typed to find a command is text, also where the list tells one of its entries of it again', () => {
  const { press } = createKeyboard('div', 'dialog.palette[open]')
  set({ records })
  expect([press('b'), press('?'), press('.'), useStore.getState().blackout]).toEqual([false, false, false, false])
  expect([press('F5'), useStore.getState().presenting]).toEqual([true, true])
})

test('a dialog that was closed has no keys, although it has the focus until the page is drawn again', () => {
  const { press } = createKeyboard('button', 'dialog')
  set({ records })
  expect(press('q')).toBe(true)
})

test('on a black screen the first key brings the picture back and does nothing else', () => {
  const { press } = createKeyboard('body')
  set({ records, blackout: true })
  // The key that has made it black is still held, and one that is held with another says nothing.
  expect([press('b', { repeat: true }), press('Shift'), useStore.getState().blackout]).toEqual([true, true, true])
  expect([press('ArrowLeft'), useStore.getState().blackout, cursor()]).toEqual([true, false, null])
  expect([press('ArrowLeft'), cursor()]).toEqual([true, 4])
})

test('Escape leaves presenter mode, and then a recording', () => {
  const { press } = createKeyboard('body')
  set({ records, presenting: true, recording: 'a class' })
  const left = () => [useStore.getState().presenting, useStore.getState().recording]
  expect([press('Escape'), ...left()]).toEqual([true, false, 'a class'])
  expect([press('Escape'), ...left()]).toEqual([true, false, null])
})

test('with Control or Command, K finds a command also where text is typed, and no other key is taken', () => {
  const { press } = createKeyboard('input')
  set({ records })
  expect([press('k', { ctrlKey: true }), useStore.getState().palette]).toEqual([true, true])
  expect([press('K', { metaKey: true }), useStore.getState().palette]).toEqual([true, false])
  expect([press('k', { altKey: true }), press('e', { ctrlKey: true })]).toEqual([false, false])
})
