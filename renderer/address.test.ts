import { expect, test } from 'vitest'
import { type Address, parseAddress, toHash } from './address.ts'

test.each<[string, Address]>([
  ['', { scenario: null, at: null, presenting: false, mistakes: false }],
  ['#present', { scenario: null, at: null, presenting: true, mistakes: false }],
  ['#request-reply/walk&mistakes', { scenario: 'request-reply', at: null, presenting: false, mistakes: true }],
  ['#request-reply/walk', { scenario: 'request-reply', at: null, presenting: false, mistakes: false }],
  ['#request-reply/walk/at=37', { scenario: 'request-reply', at: 37, presenting: false, mistakes: false }],
  ['#request-reply/walk/at=37&present', { scenario: 'request-reply', at: 37, presenting: true, mistakes: false }],
])('‘%s’ is %o, and back', (hash, address) => {
  expect(parseAddress(hash)).toEqual(address)
  expect(toHash(address)).toBe(hash)
})

test.each([
  ['#request-reply', { scenario: 'request-reply', at: null }],
  ['#present&welcome-text/walk', { scenario: 'welcome-text', presenting: true, mistakes: false }],
  ['#welcome-text/walk/at=0', { scenario: 'welcome-text', at: null }],
  ['#<b>/walk/at=x', { scenario: null, at: null }],
])('of ‘%s’ what can be understood is', (hash, address) => {
  expect(parseAddress(hash)).toMatchObject(address)
})
