import { expect, test } from 'vitest'
import type { ParticipantReport } from '../contract/participant.ts'
import { createCells, UNTOLD } from './cells.ts'
import { createReportUnpacker } from './report-unpacker.ts'
import { createReporter } from './reporter.ts'
import type { Bell } from './ring.ts'

const event = (text: string): ParticipantReport => ({ type: 'events', events: [{ kind: 'note', t: 0, text }] })
const shown = (report: ParticipantReport) =>
  report.type === 'events' ? report.events.map((each) => ('text' in each ? each.text : '')).join() : report.type

function create() {
  const written: string[] = []
  const bells: Bell[] = []
  const unpack = createReportUnpacker()
  const cells = createCells()
  const ring = {
    write(bytes: Uint8Array, bell: Bell) {
      written.push(...unpack(bytes).map(shown))
      bells.push(bell)
    },
    isDelivered: () => true,
  }
  return { written, bells, report: createReporter(ring, cells), isUntold: () => cells[UNTOLD] === 1 }
}
const blocked: ParticipantReport = {
  type: 'blocked',
  t: 1,
  call: { api: 'os2', name: 'WinGetMsg', args: {} },
  position: null,
}

test('control can see whether something is not written yet', () => {
  const { report, isUntold } = create()
  expect(isUntold()).toBe(false)
  report(event('a'))
  expect(isUntold()).toBe(true)
  report(blocked)
  expect(isUntold()).toBe(false)
  report(event('b'))
  report.flush()
  expect(isUntold()).toBe(false)
})

test('events wait for the next report of another kind, and stay before it', () => {
  const { written, bells, report } = create()
  report(event('a'))
  report(event('b'))
  expect(written).toEqual([])
  report({ type: 'ready', t: 1 })
  report(event('c'))
  report.flush()
  report.flush()
  expect(written).toEqual(['a,b', 'ready', 'c'])
  expect(bells).toEqual(['now', 'now'])
})

test('before the thread may wait all is written, but nobody has to look at once', () => {
  const { written, bells, report } = create()
  report({ type: 'timer-start', window: 1, id: 2, milliseconds: 3 })
  expect(written).toEqual([])
  report(event('a'))
  report(blocked)
  expect(written).toEqual(['timer-start', 'a', 'blocked'])
  expect(bells).toEqual(['later'])
})

test('what may wait for an answer only is written when it begins to wait for it', () => {
  const { written, bells, report } = create()
  report(event('a'))
  report(blocked, true)
  expect(written).toEqual([])
  report.answerAwaited()
  expect(written).toEqual(['a', 'blocked'])
  expect(bells).toEqual(['later'])
  report.answerAwaited()
  expect(written).toHaveLength(2)
})

test('many events do not wait', () => {
  const { written, report } = create()
  for (let count = 0; count < 2000; count += 1) report(event(`event ${count}`))
  expect(written.length).toBeGreaterThan(1)
  report.flush()
  expect(written.join().split(',')).toHaveLength(2000)
})
