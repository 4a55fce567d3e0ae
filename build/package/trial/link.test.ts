import { expect, test } from 'vitest'
import { readLink } from './link.mjs'

const target = 'C:\\My Programs\\Sharemem\\Sharemem.exe'

/** A link as [MS-SHLLINK] describes it, of a header, an id list, the place on a volume, and texts. */
function link({ flags = 0x2 | 0x80, ids = Buffer.alloc(0), texts = [] as string[] }) {
  const header = Buffer.alloc(0x4c)
  header.writeUInt32LE(0x4c, 0)
  header.writeUInt32LE(flags, 0x14)
  const info = Buffer.alloc(28)
  const path = Buffer.from(`${target}\0`, 'latin1')
  info.writeUInt32LE(info.length + path.length, 0)
  info.writeUInt32LE(info.length, 16)
  const written = texts.flatMap((text) => {
    const length = Buffer.alloc(2)
    length.writeUInt16LE(text.length)
    return [length, Buffer.from(text, flags & 0x80 ? 'utf16le' : 'latin1')]
  })
  return Buffer.concat([header, ids, info, path, ...written])
}

test('a link leads to its path', () => {
  expect(readLink(link({}))).toEqual({ target })
})

test('an id list is passed over, and texts have the names of their flags', () => {
  const ids = Buffer.from([4, 0, 1, 2, 3, 4])
  const made = link({ flags: 0x1 | 0x2 | 0x4 | 0x20 | 0x40 | 0x80, ids, texts: ['Zwei Prozesse …', '', 'a.ico'] })
  expect(readLink(made)).toEqual({ target, description: 'Zwei Prozesse …', arguments: '', icon: 'a.ico' })
})

test('texts of one byte a character are read', () => {
  expect(readLink(link({ flags: 0x2 | 0x10, texts: ['C:\\My Programs'] })).folder).toBe('C:\\My Programs')
})

test('what is no link, or leads to nothing on a disk, is refused', () => {
  expect(() => readLink(Buffer.from('text'))).toThrow('no link')
  expect(() => readLink(link({ flags: 0x80 }))).toThrow('does not say where')
})
