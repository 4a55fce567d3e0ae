import { expect, test } from 'vitest'
import { openerFor } from './open-browser.ts'

test.each([
  ['win32', {}, { program: 'rundll32', args: ['url.dll,FileProtocolHandler'] }],
  ['darwin', {}, { program: 'open', args: [] }],
  ['linux', { DISPLAY: ':0' }, { program: 'xdg-open', args: [] }],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, { program: 'xdg-open', args: [] }],
  ['linux', { DISPLAY: '' }, null],
] as const)('%s with %o', (platform, environment, opener) => {
  expect(openerFor(platform, environment)).toEqual(opener)
})
