import { expect, test } from 'vitest'
import { createTracer, type PendingCall, type TraceEvent } from '../trace.ts'
import { createCrt, KEYBOARD } from './index.ts'

function create(awaitKey = () => true, isPressed = () => false) {
  const events: TraceEvent[] = []
  const pending: PendingCall[] = []
  const gate = { before: (call: PendingCall) => void pending.push(call) }
  const tracer = createTracer({ gate, locate: () => null, record: (event) => events.push(event) })
  return { crt: createCrt({ tracer, keyboard: { awaitKey, isPressed } }), events, pending }
}

test.each(['printf', 'wprintf'] as const)('what %s prints is told before the call returns', (name) => {
  const { crt, events } = create()
  expect(crt[name]('First process: ä\n')).toBe(17)
  expect(events).toMatchObject([
    { kind: 'output', text: 'First process: ä\n' },
    { kind: 'call', api: 'crt', name, result: { code: 17, name: '17', ok: true } },
  ])
})

test.each(['getchar', '_getwch'] as const)('%s waits for a key, and says so', (name) => {
  const { crt, pending } = create()
  expect(crt[name]()).toBe(13)
  expect(pending).toMatchObject([{ api: 'crt', name, timeout: null, waits: [KEYBOARD] }])
})

test('a box is shown before it waits to be dismissed', () => {
  const order: unknown[] = []
  const { crt, events, pending } = create(() => {
    order.push(events.map(({ kind }) => kind))
    return true
  })
  expect(crt.AfxMessageBox('Update')).toBe(1)
  expect(order).toEqual([['output']])
  expect(pending).toMatchObject([{ name: 'AfxMessageBox', timeout: null, waits: [KEYBOARD] }])
  expect(events).toMatchObject([{ text: 'Update\n' }, { result: { code: 1, name: 'IDOK', ok: true } }])
})

test('at the end of a process there is no key', () => {
  const { crt, events } = create(() => false)
  expect(crt.getchar()).toBe(-1)
  expect(events).toMatchObject([{ result: { code: -1, name: 'EOF', ok: false } }])
})

test('whether a key was pressed is asked without waiting', () => {
  let isPressed = false
  const { crt, pending } = create(undefined, () => isPressed)
  expect(crt._kbhit()).toBe(0)
  isPressed = true
  expect([crt._kbhit(), crt._kbhit()]).toEqual([1, 1])
  expect(pending[0]).toEqual({ api: 'crt', name: '_kbhit', args: {} })
})
