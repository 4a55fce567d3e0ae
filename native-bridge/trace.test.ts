import { expect, test } from 'vitest'
import { createTracer, type KernelCall, type TraceEvent } from './trace.ts'
import { nanoseconds } from './units.ts'

const kernelCall = (name: string): KernelCall => ({
  name,
  args: [],
  result: '0',
  errno: null,
  start: nanoseconds(0),
  end: nanoseconds(0),
})
const ended = { value: true, code: 0, name: 'NO_ERROR' }

function trace(before = () => {}) {
  const events: TraceEvent[] = []
  const tracer = createTracer({ gate: { before }, locate: () => null, record: (event) => events.push(event) })
  return { events, tracer }
}
const pending = (name: string) => ({ api: 'os2' as const, name, args: { pb: '0x6FFF0000' } })

test('kernel calls belong to the call that makes them, and to no other', () => {
  const { events, tracer } = trace()
  tracer.add(kernelCall('outside'))
  for (const name of ['DosAllocSharedMem', 'DosFreeMem']) {
    tracer.call(pending(name), () => {
      tracer.add(kernelCall(`of ${name}`))
      return ended
    })
  }
  const nested = events.map((event) => (event.kind === 'call' ? event.kernel.map(({ name }) => name) : null))
  expect(nested).toEqual([['of DosAllocSharedMem'], ['of DosFreeMem']])
})

test('a step tells for how long the gate has held it, where it has', () => {
  const holds = [nanoseconds(7), nanoseconds(0)]
  const events: TraceEvent[] = []
  const gate = { before() {}, held: () => holds.shift() ?? nanoseconds(0) }
  const tracer = createTracer({ gate, locate: () => null, record: (event) => events.push(event) })
  tracer.call(pending('DosGetSharedMem'), () => ended)
  tracer.call(pending('DosFreeMem'), () => ended)
  expect(events.map((event) => ('held' in event ? event.held : null))).toEqual([7, null])
  holds.push(nanoseconds(5))
  expect(tracer.pass({ api: 'memory', name: 'read', args: {} })).toEqual({ position: null, held: 5 })
})

test('a call returns its value, and is recorded with its result and its out parameters', () => {
  const { events, tracer } = trace()
  const value = tracer.call(pending('DosAllocSharedMem'), () => ({ ...ended, value: 7, out: { ppb: '0x6FFE0000' } }))
  expect(value).toBe(7)
  expect(events).toMatchObject([
    { args: { pb: '0x6FFF0000', ppb: '0x6FFE0000' }, result: { code: 0, name: 'NO_ERROR' } },
  ])
})

test('a gate that ends the thread leaves the call unmade and unrecorded', () => {
  const { events, tracer } = trace(() => {
    throw new Error('stopped')
  })
  let made = false
  const call = () =>
    tracer.call(pending('DosFreeMem'), () => {
      made = true
      return ended
    })
  expect(call).toThrow('stopped')
  expect([made, events]).toEqual([false, []])
})
