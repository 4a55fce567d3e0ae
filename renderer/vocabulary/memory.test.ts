import { expect, test } from 'vitest'
import { aCount, OBJECT } from '../../electron/contract/records.fixture.ts'
import { isTouch, labelOf, nounOf, safetyOf } from './memory.ts'

const args = { object: OBJECT, address: OBJECT, offset: 0, length: 4096 }

test('a touch is told by what it does with how much of which object', () => {
  expect(labelOf({ name: 'read', args })).toBe('reads 4096 bytes of 0x6FFF0000')
  expect(labelOf({ name: 'write', args: { ...args, length: 1 } })).toBe('writes 1 byte of 0x6FFF0000')
  expect(nounOf({ name: 'write', args })).toBe('a write of 4096 bytes')
  expect(nounOf({ name: 'read', args: { ...args, length: null } })).toBe('a read of a text')
})

test('a call keeps its name', () => {
  const call = { name: 'DosFreeMem', args: { pb: OBJECT } }
  expect([isTouch(call), labelOf(call), nounOf(call)]).toEqual([false, 'DosFreeMem', 'DosFreeMem'])
})

test('who holds the object at that moment is safe to touch it', () => {
  const step = { name: 'read', args }
  expect(safetyOf(step, [])).toBeNull()
  expect(safetyOf(step, [aCount(['client', 'server'])])).toBe('client and server hold it')
  expect(safetyOf(step, [aCount(['client', 'server']), aCount(['server'])])).toBe('server holds it')
  expect(safetyOf(step, [aCount(['client']), aCount([])])).toBe('nobody holds it')
  expect(safetyOf({ name: 'read', args: { ...args, object: 'other' } }, [aCount(['client'])])).toBeNull()
})
