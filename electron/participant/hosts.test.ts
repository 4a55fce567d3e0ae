import { expect, test } from 'vitest'
import { processId, windowHandle } from '../../native-bridge/units.ts'
import type { ParticipantReport } from '../contract/participant.ts'
import { change, createCells, ENDED_PID, ENDED_RESULT, ENDED_TERMINATE, STARTED, STOPPING } from './cells.ts'
import { Stopped } from './gate.ts'
import { createProcessHost, createTimerHost } from './hosts.ts'

const CHILD = processId(12)
const ended = { [ENDED_TERMINATE]: 3, [ENDED_RESULT]: 9, [ENDED_PID]: CHILD }

/** A host whose control answers each start with the next of `answers`: a process id, or -1. */
function create(...answers: number[]) {
  const cells = createCells()
  const reports: ParticipantReport[] = []
  const host = createProcessHost(cells, (report) => {
    reports.push(report)
    change(cells, { [STARTED]: answers.shift() ?? -1 })
  })
  return { cells, reports, host }
}

test('a child is started by control, with its arguments', () => {
  const { host, reports } = create(CHILD)
  expect(host.start('server', ['0x00000002'])).toMatchObject({
    pid: CHILD,
    kernel: { args: ['server', '0x00000002'], result: '12', errno: null },
  })
  expect(reports).toEqual([{ type: 'exec', program: 'server', args: ['0x00000002'] }])
})

test('a program that cannot be started is none, and the next start waits for an answer of its own', () => {
  const { host } = create(-1, CHILD, 13)
  expect(host.start('nothing', [])).toBeNull()
  expect(host.start('server', [])?.pid).toBe(CHILD)
  expect(host.start('server', [])?.pid).toBe(13)
})

test('a child that runs has no result yet; one that has ended tells how', () => {
  const { cells, host } = create()
  expect(host.result(CHILD, false)).toBeNull()
  change(cells, ended)
  const result = { codeTerminate: 3, codeResult: 9 }
  expect(host.result(CHILD, false)).toEqual(result)
  expect(host.result(CHILD, true)).toEqual(result)
  expect(host.result(processId(13), false)).toBeNull()
})

test('while the run stops nobody waits for a child that runs, but one that has ended is still collected', () => {
  const { cells, host } = create()
  change(cells, { [STOPPING]: 1 })
  expect(() => host.result(CHILD, true)).toThrow(Stopped)
  expect(host.result(CHILD, false)).toBeNull()
  change(cells, ended)
  expect(host.result(CHILD, true)).toEqual({ codeTerminate: 3, codeResult: 9 })
})

test('control keeps the time of a window’s timer', () => {
  const reports: ParticipantReport[] = []
  const timers = createTimerHost((report) => reports.push(report))
  timers.start(windowHandle(2), 1, 500)
  timers.stop(windowHandle(2), 1)
  expect(reports).toEqual([
    { type: 'timer-start', window: 2, id: 1, milliseconds: 500 },
    { type: 'timer-stop', window: 2, id: 1 },
  ])
})
