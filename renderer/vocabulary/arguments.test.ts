import { expect, test } from 'vitest'
import { shownArgument, shownResult } from './arguments.ts'

test('a handle is written in one way, whichever call it is an argument or the result of', () => {
  expect(['hab', 'hmq', 'hwndFilter', 'hEvent'].map((name) => shownArgument(name, 1))).toEqual(
    Array(4).fill('0x00000001'),
  )
  expect(shownArgument('hwnd', '0x0022AC01')).toBe('0x0022AC01')
  expect([shownArgument('height', 1), shownArgument('cb', 4096), shownArgument('pEnv', null)]).toEqual([
    '1',
    '4096',
    'NULL',
  ])
  expect(shownResult({ code: 0x22ac01, name: '0x0022AC01' })).toEqual(['0x0022AC01', null])
  expect(shownResult({ code: 1, name: 'hab' })).toEqual(['0x00000001', 'hab'])
  expect(shownResult({ code: 487, name: 'ERROR_INVALID_ADDRESS' })).toEqual(['487', 'ERROR_INVALID_ADDRESS'])
})
