import { expect, test } from 'vitest'
import { Trap } from '../../../native-bridge/touch/trap.ts'
import { inFolder, pathArray, SEPARATOR, wcscat, wcscpy } from './paths.ts'

test('a path has one separator at its end', () => {
  expect([inFolder('a'), inFolder('a/'), inFolder('C:\\')]).toEqual([`a${SEPARATOR}`, 'a/', 'C:\\'])
})

test('259 characters and the zero fill the array, and one more is written behind it', () => {
  const array = pathArray()
  wcscpy(array, 'x'.repeat(256))
  wcscat(array, '*.*')
  expect(array.text).toHaveLength(259)
  expect(() => wcscat(array, 'y')).toThrow(Trap)
  expect(() => wcscpy(array, 'x'.repeat(262))).toThrow('wcscpy wrote 6 bytes behind the end of wchar_t[260]')
})
