import { expect, test } from 'vitest'
import { onPages } from './sections.mjs'

const PE = 0x80
const OPTIONAL_SIZE = 240
const TABLE = PE + 24 + OPTIONAL_SIZE
const CERTIFICATES = PE + 24 + 144

/** A program of 64 bits with these sections, one behind the other, and a signature behind them. */
function programOf(sections: readonly string[]) {
  const headers = Buffer.alloc(0x400)
  headers.write('MZ')
  headers.writeUInt32LE(PE, 0x3c)
  headers.write('PE', PE)
  headers.writeUInt16LE(sections.length, PE + 6)
  headers.writeUInt16LE(OPTIONAL_SIZE, PE + 20)
  let at = headers.length
  for (const [index, content] of sections.entries()) {
    headers.writeUInt32LE(content.length, TABLE + index * 40 + 16)
    headers.writeUInt32LE(content === '' ? 0 : at, TABLE + index * 40 + 20)
    at += content.length
  }
  headers.writeUInt32LE(at, CERTIFICATES)
  headers.writeUInt32LE(9, CERTIFICATES + 4)
  return Buffer.concat([headers, Buffer.from(sections.join('')), Buffer.from('signature')])
}

function sectionsOf(program: Buffer) {
  return Array.from({ length: program.readUInt16LE(PE + 6) }, (_, index) => {
    const [size, from] = [16, 20].map((field) => program.readUInt32LE(TABLE + index * 40 + field)) as [number, number]
    return { from, content: program.toString('latin1', from, from + size) }
  })
}

test('each section is at a page of its own, as it was, and the program is signed no longer', () => {
  const code = 'code'.repeat(2000)
  const moved = onPages(programOf([code, 'data', '', 'relocations']))
  expect(sectionsOf(moved)).toEqual([
    { from: 0x1000, content: code },
    { from: 0x3000, content: 'data' },
    { from: 0, content: '' },
    { from: 0x4000, content: 'relocations' },
  ])
  expect(moved.readBigUInt64LE(CERTIFICATES)).toBe(0n)
  expect(moved.toString('latin1')).not.toContain('signature')
  // Once they are there, they stay.
  expect(onPages(moved)).toEqual(moved)
})
