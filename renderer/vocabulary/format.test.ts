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
  expect(fit('DosFreeMem', 100, 10)).toBe('DosFreeMem')
  expect(fit('DosFreeMem', 99, 10)).toBe('DosFreeM…')
  expect(fit('DosFreeMem', 0, 10)).toBe('Dos…')
  expect(fit('', 0, 10)).toBe('')
})

test('no figure is cut, and none stands without its unit', () => {
  const fitted = (text: string, room: number) => fit(text, room, 1)
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
