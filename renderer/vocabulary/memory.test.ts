import { expect, test } from 'vitest'
import { OBJECT } from '../../electron/contract/records.fixture.ts'
import { isTouch, labelOf, nounOf } from './memory.ts'

const api = 'memory'
const args = { object: OBJECT, address: OBJECT, offset: 0, length: 4096 }

test('a touch is told by what it does with how much of which object', () => {
  expect(labelOf({ api, name: 'read', args })).toBe('reads 0x6FFF0000')
  expect(labelOf({ api, name: 'write', args: { ...args, length: 1 } })).toBe('writes 0x6FFF0000')
  expect(nounOf({ api, name: 'write', args })).toBe('a write of 4096 bytes')
  expect(nounOf({ api, name: 'read', args: { ...args, length: null } })).toBe('a read of a text')
})

test('a call keeps its name', () => {
  const call = { api: 'os2' as const, name: 'DosFreeMem', args: { pb: OBJECT } }
  expect([isTouch(call), labelOf(call), nounOf(call)]).toEqual([false, 'DosFreeMem', 'DosFreeMem'])
})

test('a call of the C run-time library that is named like a touch is none', () => {
  expect(labelOf({ api: 'crt', name: 'read', args })).toBe('read')
})
