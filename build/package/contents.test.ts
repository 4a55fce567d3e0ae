import { expect, test } from 'vitest'
import { contentsOf, matches } from './contents.mjs'
import { executableOf, nativeFile, nativePackage, TARGETS, targetOf } from './targets.mjs'

test.each([
  ['dist/main/main.js', 'dist/main/*.js', true],
  ['dist/main/main.js.map', 'dist/main/*.js', false],
  ['dist/main/deep/main.js', 'dist/main/*.js', false],
  ['dist/mainxmain.js', 'dist/main/*.js', false],
  ['locales/de.pak', '*.pak', false],
  ['LICENSE', 'LICENSE*', true],
])('%s is of %s: %s', (path, pattern, expected) => {
  expect(matches(path, pattern)).toBe(expected)
})

test.each(TARGETS)('$platform-$arch takes its own native, and no other', (target) => {
  const { unpacked } = contentsOf(target)
  expect(unpacked.filter((pattern) => pattern.includes('koffi.node'))).toEqual([nativeFile(target)])
  expect(unpacked.filter((pattern) => pattern.includes('@koromix')).length).toBe(3)
  expect(unpacked.join()).not.toContain('{')
  expect(nativeFile(target)).toContain(nativePackage(target))
  expect(contentsOf(target).beside).toContain(executableOf(target))
})

test('there are no packages for other systems', () => {
  expect(() => targetOf('darwin', 'x64')).toThrow('There are no packages for darwin-x64.')
})
