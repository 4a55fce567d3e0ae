import { expect, test } from 'vitest'
import { needsNoSandbox, noWindowReason, parseOptions } from './start-options.mjs'

test('without options, Electron is tried', () => {
  expect(parseOptions([])).toEqual({ browser: false, port: '0', open: true, present: false })
})

test.each([
  [['--browser'], { browser: true, port: '0', open: true, present: false }],
  [['--browser', '--port', '8080', '--no-open'], { browser: true, port: '8080', open: false, present: false }],
  [['--present'], { browser: false, port: '0', open: true, present: true }],
  [['--port=0'], { browser: false, port: '0', open: true, present: false }],
])('%o is understood', (args, options) => {
  expect(parseOptions(args)).toEqual(options)
})

test.each([[['--brwoser']], [['extra']], [['--port']], [['--browser=yes']], [['--port', '1', '--port', '2']]])(
  '%o is refused',
  (args) => {
    expect(() => parseOptions(args)).toThrow()
  },
)

test.each([
  ['linux', {}, 'there is no display'],
  ['linux', { DISPLAY: ':0' }, null],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, null],
  ['win32', {}, null],
  ['darwin', {}, null],
] as const)('on %s with %o', (platform, environment, reason) => {
  expect(noWindowReason(platform, environment)).toBe(reason)
})

test('only root on Linux goes without the sandbox', () => {
  expect([needsNoSandbox('linux', 0), needsNoSandbox('linux', 1000), needsNoSandbox('win32', undefined)]).toEqual([
    true,
    false,
    false,
  ])
})
