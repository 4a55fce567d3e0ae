import { expect, test } from 'vitest'
import type { Touch } from '../../../native-bridge/os2/touch.ts'
import type { StructureValue } from '../../../native-bridge/trace.ts'
import { address, windowHandle } from '../../../native-bridge/units.ts'
import { elements } from './elements.ts'
import { type Answer, ELEMENT, REPLY, REQUEST, readReply, readRequest, writeReply, writeRequest } from './layout.ts'

const pb = address(0x6fff0000)

/** An object of this process's own memory. */
function createObject(size = 4096) {
  const memory = Buffer.alloc(size)
  const seen: (StructureValue | undefined)[] = []
  const touch: Touch = {
    read(_pb, offset, length, describe) {
      const copy = Buffer.from(memory.subarray(offset, offset + length))
      seen.push(describe?.(copy))
      return copy
    },
    write(_pb, offset, bytes, structure) {
      bytes.copy(memory, offset)
      seen.push(structure)
    },
    sizeOf: () => size,
  }
  return { memory, touch, seen }
}

const request = {
  id: 7,
  hwndReply: windowHandle(0x2a),
  operation: 'echo' as const,
  key: 'Grüße, 世界',
  acknowledgeReceipt: true,
}

test('a request comes out as it went in', () => {
  const { touch } = createObject()
  writeRequest(touch, pb, request)
  expect(readRequest(touch, pb)).toEqual(request)
})

test.each<[string, (memory: Buffer) => void, string]>([
  ['magic', (memory) => memory.write('SHM2', 0, 'latin1'), "the magic is 'SHM2', not SHM1"],
  ['version', (memory) => memory.writeUInt32LE(9, 4), 'version 9 is unknown'],
  ['size', (memory) => memory.writeUInt32LE(5000, 8), 'a size of 5000 bytes'],
  ['operation', (memory) => memory.writeUInt16LE(77, 20), 'operation 77 is unknown'],
  ['key length', (memory) => memory.writeUInt32LE(0xffff_ffff, 24), 'a key of 4294967295'],
])('a request with a wrong %s is refused in words', (_what, damage, words) => {
  const { memory, touch } = createObject()
  writeRequest(touch, pb, request)
  damage(memory)
  expect(readRequest(touch, pb)).toContain(words)
})

test('an object without room for a request is told as such', () => {
  const { touch } = createObject(REQUEST.size - 1)
  expect(readRequest(touch, pb)).toContain('too small')
})

const found = (count: number): Answer => ({ operation: 'search', elements: elements.slice(0, count) })

test('a reply says what was found, to whom it belongs and that it is whole', () => {
  const { memory, touch, seen } = createObject()
  writeReply(touch, pb, 7, found(2))
  expect(readReply(touch, pb, 7)).toBeUndefined()
  expect(REPLY.read(memory)).toMatchObject({ id: 7, status: 0, count: 2, sizeNeeded: REPLY.size + 2 * ELEMENT.size })
  expect(seen.at(-1)?.rows?.map(({ symbol }) => symbol)).toEqual(['H', 'He'])
})

test('a reply that is too large is cut between elements, with 234 and the size it needs', () => {
  const { memory, touch } = createObject(REPLY.size + 3 * ELEMENT.size + 10)
  writeReply(touch, pb, 7, found(20))
  expect(REPLY.read(memory)).toMatchObject({ status: 234, count: 3, sizeNeeded: REPLY.size + 20 * ELEMENT.size })
})

test('nothing found is status 2, and an empty echo is none', () => {
  const { memory, touch } = createObject()
  writeReply(touch, pb, 7, found(0))
  expect(REPLY.read(memory)).toMatchObject({ status: 2, count: 0 })
  writeReply(touch, pb, 7, { operation: 'echo', text: '' })
  expect(REPLY.read(memory)).toMatchObject({ status: 0, count: 1 })
})

test.each<[string, (memory: Buffer) => void, string]>([
  ['magic', (memory) => memory.write('SHM1', 0, 'latin1'), "the magic is 'SHM1', not SHM2"],
  ['version', (memory) => memory.writeUInt32LE(2, 4), 'version 2 is unknown'],
  ['size', (memory) => memory.writeUInt32LE(4097, 8), 'a reply of 4097 bytes'],
  ['id', (memory) => memory.writeUInt32LE(8, 12), 'the reply is to request 8, not 7'],
])('a reply with a wrong %s is refused in words', (_what, damage, words) => {
  const { memory, touch } = createObject()
  writeReply(touch, pb, 7, found(1))
  damage(memory)
  expect(readReply(touch, pb, 7)).toContain(words)
})
