import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ICO_SIZES, makeIcons, PNG_SIZES } from './icons.mjs'

const root = join(import.meta.dirname, '..', '..')
const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
/** Where a PNG says how wide and high it is: in the chunk that comes first. */
const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)]

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sharemem-icons-'))
  makeIcons(join(root, 'renderer', 'public', 'icon.svg'), folder)
})
afterAll(() => rmSync(folder, { recursive: true }))

test.each(PNG_SIZES)('the PNG of %i pixels is as large as its name says', (size) => {
  expect(sizeOf(readFileSync(join(folder, 'icons', `${size}x${size}.png`)))).toEqual([size, size])
})

test('the ICO holds a PNG of each size where its directory says', () => {
  const ico = readFileSync(join(folder, 'icon.ico'))
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([0, 1, ICO_SIZES.length])
  const found = ICO_SIZES.map((_, index) => {
    const entry = 6 + 16 * index
    const [length, offset] = [ico.readUInt32LE(entry + 8), ico.readUInt32LE(entry + 12)]
    const png = ico.subarray(offset, offset + length)
    expect(png.subarray(0, 8)).toEqual(PNG)
    expect(ico.readUInt8(entry) || 256).toBe(sizeOf(png)[0])
    return sizeOf(png)
  })
  expect(found).toEqual(ICO_SIZES.map((size) => [size, size]))
})
