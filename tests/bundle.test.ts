/** What the first screen has to load, in a browser and in Electron. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { root } from './support/cli.ts'

const LIMIT = 250 * 1024

/** Of the first screen. */
function scripts(): readonly Buffer[] {
  const folder = join(root, 'dist', 'renderer')
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  const paths = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)].map(([, path = '']) => path)
  expect(paths.length).toBeGreaterThan(0)
  return paths.map((path) => readFileSync(join(folder, path)))
}

test('the JavaScript of the first screen is at most 250 KB, compressed', () => {
  const sizes = scripts().map((script) => gzipSync(script).length)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(LIMIT)
})

test('what it says to a screen reader is there in English alone', () => {
  const text = scripts().join('\n')
  expect(text).toContain('Dismiss')
  expect(text).not.toMatch(/Schließen|Fermer|\p{Script=Han}/u)
})

test('the preload script, which each page waits for, is at most 10 KB', () => {
  const text = readFileSync(join(root, 'dist', 'preload', 'preload.cjs'), 'utf8')
  expect(text.length).toBeLessThanOrEqual(10 * 1024)
})
