import { expect, test } from 'vitest'
import { answerTo, LONGEST_KEY, parseAsk, whatIsWrongWith } from './ask.ts'

const names = (operation: 'lookup' | 'search', key: string) => {
  const answer = answerTo({ operation, key })
  return answer.operation === 'echo' ? [] : answer.elements.map(({ name }) => name)
}

test('an element is looked up by its symbol, name or number, in any case', () => {
  for (const key of ['Fe', 'fe', 'iron', 'IRON', '26']) expect(names('lookup', key)).toEqual(['Iron'])
  expect(names('lookup', 'unobtainium')).toEqual([])
  expect(names('lookup', '')).toEqual([])
})

test('a search finds parts of names and categories', () => {
  expect(names('search', 'gold')).toEqual(['Gold'])
  expect(names('search', 'noble gas')).toHaveLength(6)
  expect(names('search', 'ium').length).toBeGreaterThan(70)
})

test('echo returns the text as it was', () => {
  expect(answerTo({ operation: 'echo', key: 'Grüße, 世界' })).toEqual({ operation: 'echo', text: 'Grüße, 世界' })
})

test('what is typed is taken apart, whatever the spaces and the case of the operation', () => {
  expect(parseAsk('  LOOKUP   Fe ')).toEqual({ operation: 'lookup', key: 'Fe' })
  expect(parseAsk('echo  two  words')).toEqual({ operation: 'echo', key: 'two  words' })
})

test.each([
  ['destroy Fe', 'The server cannot ‘destroy’. Allowed are: lookup'],
  ['x'.repeat(1000), `The server cannot ‘${'x'.repeat(60)}…’. Allowed are: lookup`],
  ['', 'The question is empty. Allowed are: lookup'],
  [' \n', 'The question is empty. Allowed are: lookup'],
  ['lookup', 'lookup'],
  [`echo ${'é'.repeat(LONGEST_KEY / 2 + 1)}`, String(LONGEST_KEY)],
])('%s is refused with a sentence that names it and what is allowed', (ask, named) => {
  expect(whatIsWrongWith(ask)).toContain(named)
})

test('what is allowed is not refused', () => {
  for (const ask of ['lookup Fe', 'search gold', `echo ${'x'.repeat(LONGEST_KEY)}`]) {
    expect(whatIsWrongWith(ask)).toBeNull()
  }
})
