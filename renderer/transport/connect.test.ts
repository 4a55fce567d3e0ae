import { afterEach, expect, test, vi } from 'vitest'
import type { ServiceClient } from '../../electron/contract/service.ts'
import { connect } from './connect.ts'

afterEach(() => vi.unstubAllGlobals())

test('in Electron the page uses what its preload script offers', () => {
  const sharemem: ServiceClient = { call: vi.fn(), subscribe: vi.fn() }
  vi.stubGlobal('window', { sharemem })
  const status = vi.fn()
  expect(connect(status)).toBe(sharemem)
  expect(status.mock.calls).toEqual([[true]])
})

test.each([
  ['http://localhost:4000/', 'ws://localhost:4000/contract'],
  ['https://school.example/sharemem/index.html', 'wss://school.example/sharemem/contract'],
])('a page at %s connects to %s', (page, expected) => {
  const made: string[] = []
  class Socket extends EventTarget {
    constructor(url: string) {
      super()
      made.push(url)
    }
  }
  vi.stubGlobal('window', {})
  vi.stubGlobal('location', { href: page })
  vi.stubGlobal('WebSocket', Socket)
  connect(() => {})
  expect(made).toEqual([expected])
})
