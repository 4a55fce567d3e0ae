import { expect, test } from 'vitest'
import { parseCommandLine } from './command-line.ts'

const lines: [line: string, program: string, args: string[]][] = [
  ['', '', []],
  ['server', 'server', []],
  ['  server Child', 'server', ['Child']],
  ['"C:\\Program Files\\a.exe" Child', 'C:\\Program Files\\a.exe', ['Child']],
  ['a.exe "two words"\tthree', 'a.exe', ['two words', 'three']],
  ['a.exe ""', 'a.exe', ['']],
  ['a.exe a\\\\b d"e f"g h', 'a.exe', ['a\\\\b', 'de fg', 'h']],
  ['a.exe a\\\\\\"b c d', 'a.exe', ['a\\"b', 'c', 'd']],
  ['a.exe a\\\\\\\\"b c" d e', 'a.exe', ['a\\\\b c', 'd', 'e']],
  ['a.exe "a""b" c', 'a.exe', ['a"b', 'c']],
  ['a.exe \\', 'a.exe', ['\\']],
  ['"unended', 'unended', []],
  ['a.exe "unended too', 'a.exe', ['unended too']],
]

test.each(lines)('the command line %j', (line, program, args) => {
  expect(parseCommandLine(line)).toEqual({ program, args })
})
