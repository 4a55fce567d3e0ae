import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPages, type Page } from './pages.ts'

let root: string
const folder = () => join(root, 'renderer')
const text = ({ body }: Page) => new TextDecoder().decode(body)

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'sharemem-pages-'))
  mkdirSync(join(folder(), 'assets'), { recursive: true })
  writeFileSync(join(root, 'secret.html'), 'secret')
  writeFileSync(join(folder(), 'index.html'), '<!doctype html><html><head lang="en"><title>x</title></head></html>')
  writeFileSync(join(folder(), 'bare.html'), '<!doctype html><title>x</title>')
  writeFileSync(join(folder(), '.hidden.json'), '{}')
  writeFileSync(join(folder(), 'assets', 'index-abc.js'), 'run()')
  writeFileSync(join(folder(), 'assets', 'index-abc.js.map'), '{}')
})

afterAll(() => rmSync(root, { recursive: true, force: true }))

test('the empty path is index.html, with the nonce of its own policy in it', async () => {
  const page = await createPages(folder())('', ['ws://127.0.0.1:5'])
  const nonce = /<head lang="en"><meta name="csp-nonce" nonce="([\w-]{22})"><title>/.exec(text(page))?.[1]
  expect(page.status).toBe(200)
  expect(page.headers).toMatchObject({
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self' ws://127.0.0.1:5",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
  })
})

test('every page has its own nonce', async () => {
  const pages = createPages(folder())
  expect(text(await pages(''))).not.toBe(text(await pages('')))
})

test('a page without a head gets the nonce behind its document type', async () => {
  expect(text(await createPages(folder())('bare.html'))).toMatch(/^<!doctype html><meta name="csp-nonce" nonce="/)
})

test('an asset, whose name carries its hash, may be kept', async () => {
  const page = await createPages(folder())('assets/index-abc.js')
  expect(text(page)).toBe('run()')
  expect(page.headers).toMatchObject({
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': 'private, max-age=31536000, immutable',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  })
})

test.each([
  '../secret.html',
  'assets/../../secret.html',
  '..%2fsecret.html',
  '%2e%2e/secret.html',
  '..\\secret.html',
  '/secret.html',
  'C:secret.html',
  'assets//index-abc.js',
  'index.html\0.js',
  '.hidden.json',
  'assets',
  'assets/',
  'assets/index-abc.js.map',
  'absent.js',
  'constructor',
])('%s is not found, and says nothing', async (path) => {
  const page = await createPages(folder())(path)
  expect([page.status, page.body.byteLength]).toEqual([404, 0])
})
