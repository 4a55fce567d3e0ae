import { expect, test } from 'vitest'
import { who, whoAll, whoFirst } from './who.ts'

test('one of several has no article, the only one of its kind has', () => {
  expect([who('parent'), who('peer-2')]).toEqual(['the parent', 'peer-2'])
  expect([whoFirst('parent'), whoFirst('peer-2')]).toEqual(['The parent', 'Peer-2'])
  expect(whoAll(['parent', 'peer-1', 'peer-2'])).toBe('the parent, peer-1, and peer-2')
})
