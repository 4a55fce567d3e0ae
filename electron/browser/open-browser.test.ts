import { expect, test } from 'vitest'
import { openerFor } from './open-browser.ts'

const url = 'http://127.0.0.1:1/x/'

test.each([
  ['win32', {}, { program: 'rundll32', args: ['url.dll,FileProtocolHandler', url] }],
  ['darwin', {}, { program: 'open', args: [url] }],
  ['linux', { DISPLAY: ':0' }, { program: 'xdg-open', args: [url] }],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, { program: 'xdg-open', args: [url] }],
  ['linux', { DISPLAY: '' }, null],
] as const)('%s with %o', (platform, environment, opener) => {
  expect(openerFor(platform, environment, url)).toEqual(opener)
})
