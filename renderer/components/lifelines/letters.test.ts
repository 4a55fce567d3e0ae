import { expect, test } from 'vitest'
import { fit } from '../../vocabulary/format.ts'
import { inMono, inSans } from './letters.ts'

/** As a browser draws them, in pixels. */
const drawn = [
  ['ServerNewData → WAIT_OB…', 170],
  ['LockMutex → WAIT_OBJECT_0', 177],
  ['penghaoMutex → WAIT_OBJECT_0', 199],
  ['request 0x6FFF0000 → NO_ERROR', 200],
  ['waited 1.46 s, queued 21.1 µs', 165],
  ['Shared data opened successfully', 190],
] as const

test.each(drawn)('%s is known to be about as wide as it is drawn', (text, width) => {
  expect(Math.abs(inSans(text) - width)).toBeLessThan(width * 0.02)
})

test('capitals are cut before they run over what is beside them', () => {
  expect(fit('ServerNewData → WAIT_OBJECT_0', 158, inSans)).toBe('ServerNewData → WAIT_…')
  expect(fit('Shared data opened successfully', 195, inSans)).toBe('Shared data opened successfully')
})

test('the letters of names are all as wide', () => {
  expect(inMono('WWW')).toBe(inMono('iii'))
})
