import { expect, test } from 'vitest'
import { ERROR_TIMEOUT, NO_ERROR } from '../../native-bridge/os2/errors.ts'
import { createOs2Process } from '../../native-bridge/os2/index.ts'
import { out } from '../../native-bridge/out.ts'
import { recommendedNative } from '../../native-bridge/recommended.ts'
import { createTracer } from '../../native-bridge/trace.ts'
import { WAIT_TIMEOUT } from '../../native-bridge/winapi/flags.ts'
import { createWinApiProcess } from '../../native-bridge/winapi/index.ts'
import { type Cells, createCells, HELD_FOR, sleepUntil } from './cells.ts'
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

const nap = (milliseconds: number) => sleepUntil(createCells(), () => false, milliseconds)
/** From one moment to another, by the clock. */
function measure(cells: Cells, between: () => void) {
  const clock = createRunClock(cells)
  const before = clock.now()
  between()
  return clock.now() - before
}

test('the clock stands still while it is held, however often it is told', () => {
  const cells = createCells()
  const passed = measure(cells, () => {
    holdClock(cells)
    nap(50)
    holdClock(cells)
    nap(50)
    releaseClock(cells)
    releaseClock(cells)
    holdClock(cells)
    nap(50)
  })
  expect(Math.abs(passed)).toBeLessThan(20)
  expect(createRunClock(cells).isHeld()).toBe(true)
  expect(cells[HELD_FOR]).toBeGreaterThanOrEqual(99)
})

test('it goes on after that as it went before', () => {
  const cells = createCells()
  holdClock(cells)
  nap(30)
  releaseClock(cells)
  expect(measure(cells, () => nap(60))).toBeGreaterThanOrEqual(59)
  expect(createRunClock(cells).isHeld()).toBe(false)
})
