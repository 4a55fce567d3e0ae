import { expect, test } from 'vitest'
import { keysBelow, linesOf, parseRegistry } from './registry.mjs'

const written = `\uFEFFWindows Registry Editor Version 5.00\r
\r
[HKEY_CURRENT_USER\\Software\\Classes\\.sharemem]\r
@="Sharemem.Recording"\r
\r
[HKEY_CURRENT_USER\\Software\\Classes\\Sharemem.Recording\\shell\\open\\command]\r
@="\\"C:\\\\My Programs\\\\Sharemem.exe\\" \\"%1\\""\r
"a \\"name\\"="="x]y"\r
"size"=dword:000186a0\r
"long"=hex:01,02,\\\r
  03,04\r
\r
[HKEY_CURRENT_USER\\Software\\Classes\\empty]\r
`

const registry = parseRegistry(Buffer.from(written, 'utf16le'))
const command = 'HKEY_CURRENT_USER\\Software\\Classes\\Sharemem.Recording\\shell\\open\\command'

test('texts come without their quotes, and other values as they are written', () => {
  expect(registry.get('HKEY_CURRENT_USER\\Software\\Classes\\.sharemem')?.get('@')).toBe('Sharemem.Recording')
  expect(Object.fromEntries(registry.get(command) ?? [])).toEqual({
    '@': '"C:\\My Programs\\Sharemem.exe" "%1"',
    'a "name"=': 'x]y',
    size: 'dword:000186a0',
    long: 'hex:01,02,03,04',
  })
})

test('a key without values is there', () => {
  expect(linesOf(registry)).toContain('[HKEY_CURRENT_USER\\Software\\Classes\\empty]')
  expect(linesOf(registry)).toContain(`[${command}] size = dword:000186a0`)
  expect(linesOf(registry).length).toBe(8)
})

test('only keys directly below one are told', () => {
  expect(keysBelow(registry, 'HKEY_CURRENT_USER\\Software\\Classes')).toEqual([
    'HKEY_CURRENT_USER\\Software\\Classes\\.sharemem',
    'HKEY_CURRENT_USER\\Software\\Classes\\empty',
  ])
})
