import { expect, test } from 'vitest'
import { type Address, parseAddress, toHash } from './address.ts'

const usual = { at: null, presenting: false, mistakes: false, opened: null, compared: null }

test.each<[string, Address]>([
  ['', { ...usual, scenario: null }],
  ['#present', { ...usual, scenario: null, presenting: true }],
  ['#request-reply/walk&mistakes', { ...usual, scenario: 'request-reply', mistakes: true }],
  ['#request-reply/walk', { ...usual, scenario: 'request-reply' }],
  ['#request-reply/walk/at=37', { ...usual, scenario: 'request-reply', at: 37 }],
  ['#request-reply/walk/at=37&present', { ...usual, scenario: 'request-reply', at: 37, presenting: true }],
  ['#request-reply/walk/of=3/at=5', { ...usual, scenario: 'request-reply', opened: '3', at: 5 }],
  ['#peer-to-peer/walk/of=half-initialised', { ...usual, scenario: 'peer-to-peer', opened: 'half-initialised' }],
  ['#request-reply/walk&compare=3,hand-over', { ...usual, scenario: 'request-reply', compared: ['3', 'hand-over'] }],
])('‘%s’ is %o, and back', (hash, address) => {
  expect(parseAddress(hash)).toEqual(address)
  expect(toHash(address)).toBe(hash)
})

test.each([
  ['#request-reply', { scenario: 'request-reply', at: null }],
  ['#present&welcome-text/walk', { scenario: 'welcome-text', presenting: true, mistakes: false }],
  ['#welcome-text/walk/at=0', { scenario: 'welcome-text', at: null }],
  ['#<b>/walk/at=x', { scenario: null, at: null }],
  ['#welcome-text/walk/of=<b>&compare=3', { scenario: 'welcome-text', opened: null, compared: null }],
])('of ‘%s’ what can be understood is', (hash, address) => {
  expect(parseAddress(hash)).toMatchObject(address)
})
