import { expect, test } from 'vitest'
import { createTracer, heldUntil, type KernelCall, type TraceEvent } from './trace.ts'
import { nanoseconds, now } from './units.ts'

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

test('a step tells for how long the gate has held it, until it is made, where it has', () => {
  const since = now()
  const holds = [since, undefined]
  const events: TraceEvent[] = []
  const gate = { before() {}, heldSince: () => holds.shift() }
  const tracer = createTracer({ gate, locate: () => null, record: (event) => events.push(event) })
  tracer.call(pending('DosGetSharedMem'), () => ended)
  tracer.call(pending('DosFreeMem'), () => ended)
  const [call, free] = events.filter((event) => event.kind === 'call')
  expect(call && call.start - (call.held ?? 0)).toBe(since)
  expect(free).not.toHaveProperty('held')
  holds.push(since)
  const passage = tracer.pass({ api: 'memory', name: 'read', args: {} })
  expect(passage).toEqual({ position: null, since })
  expect(heldUntil(passage, nanoseconds(since + 5))).toBe(5)
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
