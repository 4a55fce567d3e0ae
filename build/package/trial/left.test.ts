import { expect, test } from 'vitest'
import { left } from './left.mjs'

test('what was not there before is left', () => {
  const before = ['C:\\Users', '[HKEY_CURRENT_USER\\Software]']
  const key = '[HKEY_CURRENT_USER\\Software\\Classes\\.sharemem]'
  expect(left(before, [...before, 'C:\\Sharemem', key])).toEqual(['C:\\Sharemem', key])
  expect(left([...before, key], before)).toEqual([])
})

test("what NSIS and Wine write for themselves is not the app's", () => {
  const temporary = 'C:\\users\\root\\Temp'
  const others = [
    '[HKEY_CURRENT_USER\\Console] ColorTable00 = dword:00000000',
    '[HKEY_CURRENT_USER\\Software\\Wine\\Temporary System Parameters\\Control Panel\\Colors]',
    `${temporary}\\~nsu1.tmp\\Un.exe`,
    `${temporary}\\nslb311.tmp`,
  ]
  expect(left([], others)).toEqual([])
  expect(left([], [`${temporary}\\Sharemem\\Sharemem.exe`, '[HKEY_CURRENT_USER\\Console2]']).length).toBe(2)
})
