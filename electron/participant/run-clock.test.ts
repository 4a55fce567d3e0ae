import { expect, test, vi } from 'vitest'
import { ERROR_TIMEOUT, NO_ERROR } from '../../native-bridge/os2/errors.ts'
import { createOs2Process } from '../../native-bridge/os2/index.ts'
import { out } from '../../native-bridge/out.ts'
import { recommendedNative } from '../../native-bridge/recommended.ts'
import { createTracer } from '../../native-bridge/trace.ts'
import { WAIT_TIMEOUT } from '../../native-bridge/winapi/flags.ts'
import { createWinApiProcess } from '../../native-bridge/winapi/index.ts'
import { createCells } from './cells.ts'
import { createProcessHost } from './hosts.ts'
import { createRunClock, holdClock, releaseClock } from './run-clock.ts'

/** How long the other participant halts, and how long this one waits at most, in milliseconds. */
const [HALTED, PATIENCE] = [1000, 300]

/** A participant's process whose run is held now, and goes on at the first look after so long. */
function heldProcess() {
  const cells = createCells()
  const clock = createRunClock(cells)
  const tracer = createTracer({ gate: { before() {} }, locate: () => null, record() {} })
  const native = recommendedNative(tracer, clock)
  const processes = createProcessHost(
    cells,
    () => [],
    () => {},
  )
  let began = 0
  const passed = () => performance.now() - began
  function interrupted() {
    if (passed() >= HALTED) releaseClock(cells)
    return false
  }
  const timers = { start() {}, stop() {} }
  const parts = { native, tracer, processes, interrupted }
  const os2 = createOs2Process({ ...parts, timers, gifts: () => [], messageNames: {} })
  const win = createWinApiProcess(parts)
  function hold() {
    holdClock(cells)
    began = performance.now()
  }
  const exit = () => {
    os2.exit()
    win.exit()
  }
  return { os2: os2.calls, win: win.calls, hold, passed, exit }
}

test('an OS/2 wait does not time out while somebody else is halted, and has the rest of its time then', () => {
  const { os2, hold, passed, exit } = heldProcess()
  const hev = out(0)
  expect(os2.DosCreateEventSem(null, hev, 0, false)).toBe(NO_ERROR)
  hold()
  expect(os2.DosWaitEventSem(hev.value, PATIENCE)).toBe(ERROR_TIMEOUT)
  expect(passed()).toBeGreaterThanOrEqual(HALTED + PATIENCE - 2)
  exit()
})

test('a Win32 wait does not either', () => {
  const { win, hold, passed, exit } = heldProcess()
  const event = win.CreateEvent(null, true, false, null)
  hold()
  expect(win.WaitForSingleObject(event, PATIENCE)).toBe(WAIT_TIMEOUT)
  expect(passed()).toBeGreaterThanOrEqual(HALTED + PATIENCE - 2)
  exit()
})

/** A clock whose machine's time is set by hand. */
function handClock(start: number) {
  const cells = createCells()
  let time = start
  const clock = createRunClock(cells, () => time)
  return {
    clock,
    pass(milliseconds: number) {
      time += milliseconds
    },
    hold: () => holdClock(cells, time),
    release: () => releaseClock(cells, time),
  }
}

/** Among them those from which on what the cell holds begins anew. */
const starts = [0, 1234.5, 2 ** 31 - 40, 2 ** 32 - 40, 2 ** 40 + 0.25]

test.each(starts)('the clock stands still while it is held, however often it is told, from %d on', (start) => {
  const { clock, pass, hold, release } = handClock(start)
  hold()
  const shown = clock.now()
  expect(Math.abs(shown - start)).toBeLessThan(1)
  for (const step of [hold, hold, () => {}, hold]) {
    pass(50.7)
    step()
    expect([clock.now(), clock.isHeld()]).toEqual([shown, true])
  }
  release()
  release()
  expect(Math.abs(clock.now() - shown)).toBeLessThan(1)
  hold()
  expect([clock.now(), clock.isHeld()]).toEqual([shown, true])
})

test.each(starts)('it goes on after that as it went before, from %d on', (start) => {
  const { clock, pass, hold, release } = handClock(start)
  hold()
  pass(10_000)
  release()
  const shown = clock.now()
  pass(60)
  expect([clock.now() - shown, clock.isHeld()]).toEqual([60, false])
})

test('a wait that begins at whatever moment of a change begins with all of its time', () => {
  const { clock, pass, hold, release } = handClock(5000)
  const left: (() => number)[] = []
  const begin = () => {
    const end = clock.now() + PATIENCE
    left.push(() => end - clock.now())
  }
  // After each thing that control does to the cells, the thread runs on.
  const { store } = Atomics
  const spy = vi.spyOn(Atomics, 'store').mockImplementation((...args) => {
    const stored = store(...args)
    begin()
    return stored
  })
  hold()
  pass(HALTED)
  release()
  spy.mockRestore()
  expect(left.length).toBeGreaterThanOrEqual(2)
  for (const rest of left) expect(Math.abs(rest() - PATIENCE)).toBeLessThan(1)
})
