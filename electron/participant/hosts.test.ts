import { expect, test } from 'vitest'
import { processId, windowHandle } from '../../native-bridge/units.ts'
import type { ParticipantReport } from '../contract/participant.ts'
import { change, createCells, ENDED, KEYS, STARTED, STOPPING } from './cells.ts'
import { createKeyboard, createProcessHost, createTimerHost } from './hosts.ts'

const CHILD = processId(12)
const child = { pid: CHILD, codeTerminate: 3, codeResult: 9 }

/** A host whose control answers each start with the next of `answers`: a process id, or -1. */
function create(...answers: number[]) {
  const cells = createCells()
  const reports: ParticipantReport[] = []
  const ended: (typeof child)[] = []
  const host = createProcessHost(
    cells,
    () => ended.splice(0),
    (report) => {
      reports.push(report)
      change(cells, { [STARTED]: answers.shift() ?? -1 })
    },
  )
  function end() {
    ended.push(child)
    change(cells, { [ENDED]: 1 })
  }
  return { cells, reports, host, end }
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

test('children that have ended are told of once', () => {
  const { host, end } = create()
  expect(host.ended()).toEqual([])
  end()
  expect(host.ended()).toEqual([child])
  expect(host.ended()).toEqual([])
})

test('who waits for a child sleeps until one has ended, or the run stops', () => {
  const { cells, host, end } = create()
  end()
  expect(host.sleep()).toBe(true)
  host.ended()
  change(cells, { [STOPPING]: 1 })
  expect(host.sleep()).toBe(false)
})

test('who sleeps for a time is woken by the end of the run', () => {
  const { cells, host } = create()
  expect(host.pause(1)).toBe(true)
  change(cells, { [STOPPING]: 1 })
  expect(host.pause(600_000)).toBe(false)
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

test('the exit code of a child is known once it has ended, also after its end was collected', () => {
  const { host, end } = create(CHILD)
  expect(host.exitCode(CHILD)).toBeNull()
  end()
  expect(host.ended()).toHaveLength(1)
  expect(host.exitCode(CHILD)).toBe(9)
})

test('each key that was pressed serves one wait, and none is waited for at the end', () => {
  const cells = createCells()
  const { awaitKey, isPressed } = createKeyboard(cells)
  expect(isPressed()).toBe(false)
  change(cells, { [KEYS]: 2 })
  expect(isPressed()).toBe(true)
  expect([awaitKey(), awaitKey()]).toEqual([true, true])
  expect(isPressed()).toBe(false)
  change(cells, { [STOPPING]: 1 })
  expect(awaitKey()).toBe(false)
})
