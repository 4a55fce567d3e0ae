import { expect, test } from 'vitest'
import { bytes, fit, isNull, keyName } from './format.ts'

test.each([
  [0, '0 B'],
  [1, '1 B'],
  [999, '999 B'],
  [4096, '4 096 B'],
  [65_536, '65 536 B'],
  [67_108_864, '67 108 864 B'],
])('%d bytes are written as %s', (count, shown) => {
  expect(bytes(count)).toBe(shown)
})

test('a text is cut to its room, of which the ellipsis is a part, but never to nothing', () => {
  const fitted = (text: string, width: number) => fit(text, width, ({ length }) => length * 10)
  expect(fitted('DosFreeMem', 100)).toBe('DosFreeMem')
  expect(fitted('DosFreeMem', 99)).toBe('DosFreeM…')
  expect(fitted('DosFreeMem', 0)).toBe('Dos…')
  expect(fitted('', 0)).toBe('')
})

test('no figure is cut, and none stands without its unit', () => {
  const fitted = (text: string, room: number) => fit(text, room, ({ length }) => length)
  expect(fitted('waited 1.46 s, queued 21.1 µs', 28)).toBe('waited 1.46 s, queued…')
  expect(fitted('waited 1.46 s, queued 21.1 µs', 26)).toBe('waited 1.46 s, queued…')
  expect(fitted('request 0x6FFF0000 → NO_ERROR', 13)).toBe('request…')
  expect(fitted('request 0x6FFF0000 → NO_ERROR', 19)).toBe('request 0x6FFF0000…')
  expect(fitted('request 16 384 B', 15)).toBe('request…')
  expect(fitted('request 16 384 B', 12)).toBe('request…')
  expect(fitted('0x6FFF0000', 6)).toBe('0x6FF…')
})

test('a null pointer is one at whatever width', () => {
  expect(['0x0', '0x00000000', '0x6FFF0000', '0x00000001'].map(isNull)).toEqual([true, true, false, false])
})

test('keys have the names that people know', () => {
  expect([' ', 'ArrowLeft', 'ArrowRight', 'p', '1', 'PageDown', 'Home'].map(keyName)).toEqual([
    'space',
    '←',
    '→',
    'P',
    '1',
    'PageDown',
    'Home',
  ])
})
