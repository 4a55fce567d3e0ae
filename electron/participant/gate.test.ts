import { expect, test } from 'vitest'
import type { PendingCall } from '../../native-bridge/trace.ts'
import type { ParticipantReport } from '../contract/participant.ts'
import { change, createCells, GATED, OPENED, RELEASED, STOPPING } from './cells.ts'
import { createGate, Stopped } from './gate.ts'

const call: PendingCall = { api: 'os2', name: 'DosFreeMem', args: {} }
const waiting: PendingCall = { api: 'os2', name: 'WinGetMsg', args: {}, waits: ['0x00000002'], timeout: null }

function createTestGate(values: Record<number, number>) {
  const cells = createCells()
  change(cells, values)
  const reports: ParticipantReport[] = []
  return { cells, reports, gate: createGate(cells, (report) => reports.push(report)) }
}

test('an open gate lets every call pass, and tells of those that may wait in the kernel', () => {
  const { gate, reports } = createTestGate({ [GATED]: 0 })
  gate.before(call, null)
  gate.before(waiting, null)
  expect(reports).toMatchObject([{ type: 'blocked', call: { name: 'WinGetMsg' } }])
})

test('of a call that waits for an answer that is told too', () => {
  const awaits: unknown[] = []
  const gate = createGate(createCells(), (_, awaitsAnswer) => awaits.push(awaitsAnswer))
  gate.before(waiting, null)
  gate.before({ ...waiting, awaitsAnswer: true }, null)
  expect(awaits).toEqual([undefined, true])
})

test('a call that only looks, and waits for nobody, is not told of', () => {
  const { gate, reports } = createTestGate({ [GATED]: 0 })
  gate.before({ ...waiting, timeout: 0 }, null)
  expect(reports).toEqual([])
})

test('what a call uses and waits for is told with it', () => {
  const { gate, reports } = createTestGate({ [GATED]: 1, [RELEASED]: 1 })
  const uses = [{ object: '0x00000002', access: 'write' as const }]
  gate.before({ ...waiting, uses, timeout: 500 }, null)
  const told = { waits: ['0x00000002'], timeout: 500, uses }
  expect(reports).toMatchObject([
    { type: 'halted', call: told },
    { type: 'blocked', call: told },
  ])
})

test('a closed gate tells of each call, and lets as many pass as were released', () => {
  const { cells, gate, reports } = createTestGate({ [GATED]: 1, [RELEASED]: 2 })
  gate.before(call, null)
  gate.before(waiting, null)
  expect(reports.map(({ type }) => type)).toEqual(['halted', 'halted', 'blocked'])
  // A third one would sleep: what wakes it here is the end of the run.
  change(cells, { [STOPPING]: 1 })
  expect(() => gate.before(call, null)).toThrow(Stopped)
})

test('it is known since when the last step was held', () => {
  const cells = createCells()
  change(cells, { [GATED]: 1 })
  let releases = 0
  let since = 0
  const gate = createGate(cells, (report) => {
    if (report.type !== 'halted') return
    since = report.t
    releases += 1
    change(cells, { [RELEASED]: releases })
  })
  expect(gate.heldSince()).toBeUndefined()
  gate.before(call, null)
  expect(gate.heldSince()).toBe(since)
  change(cells, { [GATED]: 0 })
  gate.before(call, null)
  expect(gate.heldSince()).toBeUndefined()
})

test('a gate that opens lets the halted call pass without a release', () => {
  const cells = createCells()
  change(cells, { [GATED]: 1 })
  const gate = createGate(cells, ({ type }) => {
    if (type === 'halted') change(cells, { [GATED]: 0 })
  })
  expect(() => gate.before(call, null)).not.toThrow()
})

test('a gate that opens and closes again before the halted thread has looked has let it go on', () => {
  const cells = createCells()
  change(cells, { [GATED]: 1 })
  const gate = createGate(cells, ({ type }) => {
    if (type !== 'halted') return
    change(cells, { [OPENED]: 1, [GATED]: 0 })
    change(cells, { [GATED]: 1 })
  })
  expect(() => gate.before(call, null)).not.toThrow()
})

test('while a run stops no call passes, until what is held is freed at the process’s end', () => {
  const { gate } = createTestGate({ [STOPPING]: 1 })
  expect(() => gate.before(call, null)).toThrow(Stopped)
  gate.open()
  expect(() => gate.before(call, null)).not.toThrow()
})
