import { expect, test } from 'vitest'
import { objectName } from './names.ts'

test('names are the same in upper and lower case, and may have parts', () => {
  expect(objectName('\\sharemem\\mydata.dat')).toBe('\\SHAREMEM\\MYDATA.DAT')
  expect(objectName('\\SHAREMEM\\TOOL\\X.DAT')).toBe('\\SHAREMEM\\TOOL\\X.DAT')
})

test.each([
  '',
  'SHAREMEM\\X',
  '\\SHAREMEM\\',
  '\\SHAREMEM\\A\\',
  '\\SHAREMEM\\A\\\\B',
  '\\SHAREMEM\\..\\B',
  '\\SHAREMEM\\A*',
  '\\SHAREMEM\\A/B',
  '\\SHAREMEM\\A:B',
  '\\SHAREMEM\\A\u0000',
  '\\SHAREMEM\\A.',
  '\\QUEUES\\A',
  `\\SHAREMEM\\${'A'.repeat(260)}`,
])('%j is no name of shared memory', (name) => {
  expect(objectName(name)).toBeNull()
})
