import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPacker } from './packing.ts'
import { BadFrame, type Packable, type Parts } from './parts.ts'
import { createUnpacker } from './unpacking.ts'
import type { Readers } from './ways.ts'

const NO_READERS: Readers = []
const packAny = (parts: Parts, value: Packable) => parts.any(value)

function through(values: readonly unknown[][]) {
  const packer = createPacker(packAny)
  const { unpack } = createUnpacker(NO_READERS)
  return values.flatMap((frame) => {
    for (const value of frame) packer.add(value)
    return unpack(packer.take())
  })
}

/** What is undefined is no value of JSON, and -0 none that it can tell from 0. */
const json = fc.jsonValue({ noUnicodeString: false }).filter((value) => !JSON.stringify(value).includes('__proto__'))

test('whatever JSON can tell comes out as it went in, over many frames', () => {
  fc.assert(
    fc.property(fc.array(fc.array(json, { maxLength: 5 }), { maxLength: 10 }), (frames) => {
      expect(through(frames)).toEqual(frames.flat())
    }),
  )
})

test('strings that are alike, and many, stay what they are when they come again', () => {
  const many = Array.from({ length: 3000 }, (_, index) => `0x${index.toString(16).padStart(8, '0')}`)
  const alike = ['', 'a', 'aa', 'aXa', 'a\u0000a', 'bXb', 'aXa', '', 'aa', 'bXb']
  expect(through([many, alike, many.toReversed(), alike])).toEqual([
    ...many,
    ...alike,
    ...many.toReversed(),
    ...alike,
  ])
})

test('numbers keep their value to the last bit', () => {
  const numbers = [0, 1, 127, 128, 2 ** 28 - 1, 2 ** 28, 2 ** 31, 2 ** 32, 2 ** 53 - 1, -1, 0.1, 1.7e13 + 0.5]
  expect(through([numbers])).toEqual(numbers)
})

test('a field that is undefined is left out', () => {
  expect(through([[{ a: 1, b: undefined }]])).toEqual([{ a: 1 }])
  expect(Object.keys(through([[{ b: undefined }]])[0] as object)).toEqual([])
})

test('what comes again costs a few bytes, however long its names are', () => {
  const packer = createPacker(packAny)
  const record = { aRatherLongName: 'a rather long text', another: 5 }
  packer.add(record)
  packer.take()
  packer.add(record)
  expect(packer.size).toBeLessThan(10)
})

test('in a run without end, strings that never come again are forgotten on both sides', () => {
  const texts = Array.from({ length: 20_000 }, (_, index) => [{ text: `text ${index}`, same: 'the same' }])
  expect(through(texts)).toEqual(texts.flat())
})

test('a frame may come in pieces, and several at once', () => {
  const packer = createPacker(packAny)
  packer.add('first')
  const first = Buffer.from(packer.take())
  packer.add({ second: [1, 2] })
  const all = Buffer.concat([first, packer.take()])
  const { unpack } = createUnpacker(NO_READERS)
  const values = [...all].flatMap((byte) => unpack(Uint8Array.of(byte)))
  expect(values).toEqual(['first', { second: [1, 2] }])
  expect(createUnpacker(NO_READERS).unpack(all)).toEqual(values)
})

test('a large value has room', () => {
  const text = 'ü'.repeat(100_000)
  expect(through([[text, [text]]])).toEqual([text, [text]])
})

test('bytes that are no frame of a packer’s are refused, or are some value; nothing else happens', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
      const header = Buffer.alloc(4)
      header.writeUInt32LE(noise.length)
      try {
        createUnpacker(NO_READERS).unpack(Buffer.concat([header, noise]))
      } catch (error) {
        expect(error).toBeInstanceOf(BadFrame)
      }
    }),
    { numRuns: 2000 },
  )
})
