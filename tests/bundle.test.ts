/** What the first screen has to load, in a browser and in Electron. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { root } from './support/cli.ts'

const LIMIT = 250 * 1024

test('the JavaScript of the first screen is at most 250 KB, compressed', () => {
  const folder = join(root, 'dist', 'renderer')
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  const scripts = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)].map(([, path = '']) => path)
  expect(scripts.length).toBeGreaterThan(0)
  const sizes = scripts.map((path) => gzipSync(readFileSync(join(folder, path))).length)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(LIMIT)
})

test('the preload script, which each page waits for, is at most 10 KB', () => {
  const text = readFileSync(join(root, 'dist', 'preload', 'preload.cjs'), 'utf8')
  expect(text.length).toBeLessThanOrEqual(10 * 1024)
})
