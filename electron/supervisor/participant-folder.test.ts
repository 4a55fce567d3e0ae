import { expect, test } from 'vitest'
import { unpacked } from './participant-folder.ts'

test.each([
  ['/opt/Sharemem/resources/app.asar/dist/participant', '/opt/Sharemem/resources/app.asar.unpacked/dist/participant'],
  ['C:\\Sharemem\\resources\\app.asar\\dist', 'C:\\Sharemem\\resources\\app.asar.unpacked\\dist'],
  ['/opt/app.asar.unpacked/dist/participant', '/opt/app.asar.unpacked/dist/participant'],
  ['/home/my-app.asar-tests/dist/participant', '/home/my-app.asar-tests/dist/participant'],
])('what participants load of %s is at %s', (folder, place) => {
  expect(unpacked(folder)).toBe(place)
})
