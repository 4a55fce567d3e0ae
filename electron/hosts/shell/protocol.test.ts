import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { app, protocol, resetElectron, session } from './fake-electron.ts'
import { setupPermissions } from './permissions.ts'
import { registerScheme, setupProtocol } from './protocol.ts'

vi.mock('electron', () => import('./fake-electron.ts'))

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sharemem-scheme-'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><head></head>')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(resetElectron)

function ask(url: string, init?: RequestInit) {
  const handler = session.fromPartition('sharemem').schemes.get('app')
  if (!handler) throw new Error('The scheme has no handler.')
  return handler(new Request(url, init))
}

test('the scheme is registered as standard and secure, before Electron is ready', () => {
  registerScheme()
  app.makeReady()
  expect(protocol.privileged).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
})

test('the page has its nonce and the policy of the browser host, without a WebSocket', async () => {
  app.makeReady()
  setupProtocol(folder)
  const response = await ask('app://sharemem/?x=1#y')
  const nonce = /nonce="([\w-]+)"/.exec(await response.text())?.[1]
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(response.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`)
  expect(response.headers.get('content-security-policy')).toContain("connect-src 'self';")
})

test.each([
  ['another host', 'app://other/index.html', {}],
  ['a file outside', 'app://sharemem/..%2f..%2fpackage.json', {}],
  ['what is not there', 'app://sharemem/absent.js', {}],
  ['another method', 'app://sharemem/', { method: 'POST' }],
])('%s is not found', async (_what, url, init) => {
  app.makeReady()
  setupProtocol(folder)
  expect((await ask(url, init)).status).toBe(404)
})

test('every permission is denied', () => {
  app.makeReady()
  setupPermissions()
  const ours = session.fromPartition('sharemem')
  const decisions: boolean[] = []
  ours.permissionRequest?.(null, 'media', (granted) => decisions.push(granted))
  expect([decisions, ours.permissionCheck?.(), ours.devicePermission?.()]).toEqual([[false], false, false])
})
