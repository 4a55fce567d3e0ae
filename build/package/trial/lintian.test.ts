import { expect, test } from 'vitest'
import { complaints, parseLintian } from './lintian.mjs'

const said = `E: sharemem: dir-or-file-in-opt [opt/Sharemem/]
W: sharemem: hardening-no-pie [opt/Sharemem/sharemem]
I: sharemem: no-md5sums-control-file
 running with root privileges is not recommended!
E: sharemem: no-copyright-file
`

test('errors and warnings are read, and nothing else', () => {
  expect(parseLintian(said).map(({ tag }) => tag)).toEqual([
    'dir-or-file-in-opt',
    'hardening-no-pie',
    'no-copyright-file',
  ])
})

test('what is not meant is a complaint', () => {
  const meant = { 'dir-or-file-in-opt': 'reason', 'hardening-no-pie': 'reason' }
  expect(complaints(said, meant)).toEqual(['E: sharemem: no-copyright-file'])
  expect(complaints(said, { ...meant, 'no-copyright-file': 'reason' })).toEqual([])
})
