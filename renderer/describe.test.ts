import { expect, test } from 'vitest'
import { changedOf, changesOf, fileNameOf, kernelName, questionOf, whenOf } from './describe.ts'
import { headerOf, info } from './scenario.fixture.ts'

const lost = headerOf(
  { ask: 'lookup Au', free: 'after-post', requests: 100 },
  { fault: 'hang:server@5:300', begun: new Date(2026, 10, 28, 9, 5).toISOString() },
)

test('a run is told by what is not as usual', () => {
  expect(changedOf(headerOf({}), info)).toEqual({})
  expect(changesOf(lost, info)).toEqual(['Client frees: after the post', 'Requests: 100'])
  expect(questionOf(lost, info)).toBe('lookup Au')
  expect(whenOf(lost)).toBe('28 Nov 2026, 09:05')
})

test('of an older one, or one whose scenario nobody has described, all that is known is told', () => {
  expect(whenOf(headerOf({}))).toBeNull()
  expect(changesOf({ ...headerOf({}), settings: { objects: 'two', ask: 'lookup Fe' } }, null)).toEqual([
    'objects: two',
    'ask: lookup Fe',
  ])
  expect(kernelName({ os: 'linux', kernel: 'win32', node: '22', arch: 'x64', wine: '8.0' })).toBe('Wine 8.0 · Win32')
})

test('a file is named after scenario, kernel, settings, fault and time', () => {
  expect(fileNameOf(lost, info)).toBe('request-reply-linux-after-post-requests-100-hang-server-5-300-2026-11-28-0905')
  expect(fileNameOf(headerOf({}), info)).toBe('request-reply-linux')
  const long = headerOf({ folder: '/very/long'.repeat(40) })
  expect(fileNameOf(long, info).length).toBeLessThan(140)
})
