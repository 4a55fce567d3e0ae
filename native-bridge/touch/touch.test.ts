import { expect, test } from 'vitest'
import type { Sections } from '../native.ts'
import { createTracer, type PendingCall, type TraceEvent } from '../trace.ts'
import { createTouch } from './touch.ts'
import { Trap } from './trap.ts'

const BASE = 0x6fff_0000
const OBJECT = '0x6FFF0000'
const LINE = { file: 'scenario.cjs', line: 7, column: 3 }

/** Sixteen bytes of memory, which can be freed; `halted` is called while a step halts. */
function create(content = 'alpha\0beta', halted = () => {}) {
  const memory = Buffer.alloc(16)
  memory.write(content)
  const sections = {
    read: (from, into) =>
      void Buffer.from(into.buffer, into.byteOffset, into.length).set(inMemory(from, into.length)),
    write: (to, bytes) => void inMemory(to, bytes.length).set(bytes),
  } satisfies Pick<Sections, 'read' | 'write'>
  const inMemory = (from: number, length: number) => memory.subarray(from - BASE, from - BASE + length)
  let isFree = false
  const passed: PendingCall[] = []
  const events: TraceEvent[] = []
  const before = (call: PendingCall) => {
    passed.push(call)
    halted()
  }
  const tracer = createTracer({ gate: { before }, locate: () => LINE, record: (event) => events.push(event) })
  const touch = createTouch(sections as Sections, tracer, {
    nameAt: () => OBJECT,
    check(_base, offset, length) {
      if (isFree || offset + length > memory.length) throw new Trap(0xc000_0005, BASE + offset, 'not here')
      return { size: memory.length, object: OBJECT }
    },
  })
  const free = () => {
    isFree = true
  }
  return { touch, memory, passed, events, free }
}

test('a read passes the gate with what it is about to do, and is told with its line', () => {
  const { touch, passed, events } = create()
  expect(touch.read(BASE, 6, 4).toString()).toBe('beta')
  expect(passed).toEqual([
    {
      api: 'memory',
      name: 'read',
      args: { object: OBJECT, address: '0x6FFF0006', offset: 6, length: 4 },
      uses: [{ object: OBJECT, access: 'read' }],
    },
  ])
  expect(events).toMatchObject([{ kind: 'data', access: 'read', offset: 6, length: 4, text: 'beta', position: LINE }])
})

test('a write changes nothing before it has passed the gate', () => {
  const seen: string[] = []
  const { touch, memory, passed, events } = create('alpha', () => seen.push(memory.toString('utf8', 0, 5)))
  touch.write(BASE, 0, Buffer.from('omega'))
  expect([seen, memory.toString('utf8', 0, 5)]).toEqual([['alpha'], 'omega'])
  expect(passed).toMatchObject([{ name: 'write', uses: [{ object: OBJECT, access: 'write' }] }])
  expect(events).toMatchObject([{ access: 'write', length: 5, position: LINE }])
})

test('a text is read up to its zero in one step, as it stands when the step is released', () => {
  const { touch, memory, passed, events } = create('alpha', () => memory.write('be\0'))
  expect(touch.readToZero(BASE, 0, 1).toString()).toBe('be\0')
  expect(passed).toMatchObject([{ name: 'read', args: { length: null } }])
  expect(events).toMatchObject([{ length: 3 }])
})

test('a text without an end is a trap behind the last byte', () => {
  const { touch, events } = create('x'.repeat(16))
  expect(() => touch.readToZero(BASE, 0, 1)).toThrow(Trap)
  expect(events).toEqual([])
})

test('what was freed while the step halted is a trap', () => {
  const { touch, free, events, passed } = create('alpha', () => free())
  expect(() => touch.read(BASE, 0, 4)).toThrow(Trap)
  expect([passed.length, events]).toEqual([1, []])
})

test('how much may be touched is asked without a step', () => {
  const { touch, passed } = create()
  expect(touch.sizeOf(BASE)).toBe(16)
  expect(passed).toEqual([])
})
