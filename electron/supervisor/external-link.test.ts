/** How the command line of a program of somebody else's is taken apart. */
import { expect, test } from 'vitest'
import { splitCommandLine } from './external-link.ts'

test.each([
  ['child.exe', 'child.exe', ''],
  ['  C:\\x\\child.exe  --a "b c" ', 'C:\\x\\child.exe', '--a "b c" '],
  ['"C:\\a b\\child.exe" Child', 'C:\\a b\\child.exe', 'Child'],
  ['"no end', 'no end', ''],
])('%s', (line, program, rest) => {
  expect(splitCommandLine(line)).toEqual({ program, rest })
})
