import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { createPace } from './pace.ts'

/** The time, in milliseconds, that passes here only where a test says so. */
let now: number
let drawn: number
let timers: { readonly at: number; readonly run: () => void }[]
/** How long the browser takes to draw, in milliseconds. */
const COST = 10
const FRAME = 16

const draw = () => {
  drawn += 1
  now += COST
}

beforeEach(() => {
  ;[now, drawn, timers] = [0, 0, []]
  vi.stubGlobal('performance', { now: () => now })
  vi.stubGlobal('setTimeout', (run: () => void, after = 0) => {
    const timer = { at: now + after, run }
    timers.push(timer)
    return timer
  })
  vi.stubGlobal('clearTimeout', (timer: unknown) => {
    timers = timers.filter((each) => each !== timer)
  })
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, FRAME - (now % FRAME)))
  onTestFinished(() => void vi.unstubAllGlobals())
})

function pass(milliseconds: number) {
  for (const end = now + milliseconds; now < end; now += 1) {
    const due = timers.filter(({ at }) => at <= now)
    timers = timers.filter((timer) => !due.includes(timer))
    for (const { run } of due) run()
  }
}

/** Asks all the time, as a run does that tells something all the time. */
function askFor(milliseconds: number, hurried: boolean) {
  const pace = createPace(draw)
  for (const end = now + milliseconds; now < end; ) {
    pace.request(hurried)
    pass(1)
  }
}

test('what is asked for several times before a frame is drawn once', () => {
  const pace = createPace(draw)
  for (const hurried of [false, true, false]) pace.request(hurried)
  pass(200)
  expect(drawn).toBe(1)
})

test('what waits for the person is drawn in each frame', () => {
  askFor(1600, false)
  expect(drawn).toBeGreaterThan(80)
})

test('a run that hurries by is drawn in a sixteenth of the time, and at its end', () => {
  askFor(1600, true)
  expect((drawn * COST) / 1600).toBeLessThan(1 / 16)
  expect((drawn * COST) / 1600).toBeGreaterThan(1 / 24)
  const before = drawn
  pass(200)
  expect(drawn).toBe(before + 1)
})

test('a run that hurries by is seen to go on, however long drawing takes', () => {
  const pace = createPace(() => {
    draw()
    now += 300
  })
  for (const end = now + 5000; now < end; ) {
    pace.request(true)
    pass(1)
  }
  expect(drawn).toBeGreaterThanOrEqual(3)
})

test('a run that hurried and tells nothing any more is drawn soon, however long drawing takes', () => {
  const pace = createPace(() => {
    draw()
    now += 10 * COST
  })
  pace.request(true)
  pass(150)
  expect(drawn).toBe(1)
  pace.request(true)
  pass(30)
  pace.request(true)
  pass(40)
  expect(drawn).toBe(1)
  pass(40)
  expect(drawn).toBe(2)
})

test('what waits for the person is not kept waiting by a run that hurried until then', () => {
  const pace = createPace(draw)
  pace.request(true)
  pass(30)
  expect(drawn).toBe(1)
  pace.request(true)
  pass(20)
  expect(drawn).toBe(1)
  pace.request(false)
  pass(FRAME + 1)
  expect(drawn).toBe(2)
  pass(200)
  expect(drawn).toBe(2)
})

test('what was asked for is not drawn where it is not to be any more', () => {
  const pace = createPace(draw)
  pace.request(false)
  pace.cancel()
  pass(200)
  expect(drawn).toBe(0)
  pace.request(true)
  pass(200)
  expect(drawn).toBe(1)
})
