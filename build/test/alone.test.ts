import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mocked } from './alone.mjs'

const root = join(import.meta.dirname, '..', '..')
const places = ['build', 'electron', 'renderer']
const files = places.flatMap((place) =>
  readdirSync(join(root, place), { recursive: true, encoding: 'utf8' }).map(
    (name) => `${place}/${name.replaceAll('\\', '/')}`,
  ),
)

test('who mocks a module shares none with others, and nobody is named without a reason', () => {
  const mocks = files.filter(
    (file) =>
      /\.test\.tsx?$/.test(file) &&
      /^\s*vi\.(mock|doMock|resetModules)\(/m.test(readFileSync(join(root, file), 'utf8')),
  )
  expect(mocks.toSorted()).toEqual(mocked)
})
