import { expect, test } from 'vitest'
import { recommendedNative } from '../../native-bridge/recommended.ts'
import { createTracer } from '../../native-bridge/trace.ts'
import { createWinApiProcess, type WinApi } from '../../native-bridge/winapi/index.ts'
import { participantReport } from '../contract/participant.ts'
import { traceRecord } from '../contract/trace.ts'

/** All that a participant reports of calls each of which halts before it is made, and what of that a trace keeps. */
function reportsOf(program: (win: WinApi) => void) {
  const reports: unknown[] = []
  const records: object[] = []
  const tracer = createTracer({
    gate: { before: (call, position) => reports.push({ type: 'halted', t: 0, call, position }) },
    locate: () => null,
    record(event) {
      reports.push({ type: 'events', events: [event] })
      records.push({ ...event, participant: 'client' })
    },
  })
  const process = createWinApiProcess({
    native: recommendedNative(tracer),
    tracer,
    processes: { start: () => null, exitCode: () => null, pause: () => true },
    interrupted: () => false,
  })
  program(process.calls)
  process.exit(0)
  return { reports, records: records.filter((record) => !('kind' in record && record.kind === 'usage')) }
}

test.each([
  ['an empty one', ''],
  ['one of 301 characters', `${process.pid}`.padEnd(301, 'x')],
])('whatever name a program chooses for an object, what is told of it is a report: %s', (_what, name) => {
  const { reports, records } = reportsOf((win) => {
    const event = win.CreateEvent(null, true, false, name)
    expect(event).not.toBe(0)
    win.SetEvent(event)
    win.WaitForSingleObject(event, 0)
    win.CloseHandle(event)
  })
  expect(reports.length).toBeGreaterThanOrEqual(8)
  for (const report of reports) expect(participantReport.safeParse(report).error).toBeUndefined()
  for (const record of records) expect(traceRecord.safeParse(record).error).toBeUndefined()
})
