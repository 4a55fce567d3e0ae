import { expect, test } from 'vitest'
import { elements } from './elements.ts'

test('the table holds the 118 elements, each complete and once', () => {
  expect(elements.map(({ number }) => number)).toEqual(Array.from({ length: 118 }, (_, index) => index + 1))
  for (const key of ['symbol', 'name'] as const) {
    expect(new Set(elements.map((element) => element[key])).size).toBe(118)
  }
  for (const element of elements) {
    expect(element.symbol).toMatch(/^[A-Z][a-z]?$/)
    expect(element.category).not.toBe('')
    expect(element.mass).toBeGreaterThan(element.number * 0.99)
    expect(element.period).toBeGreaterThan(0)
    expect(element.group).toBeGreaterThanOrEqual(0)
    expect(element.group).toBeLessThanOrEqual(18)
  }
})

test('groups and periods go on as the periodic table does', () => {
  const noble = elements.filter(({ category }) => category === 'noble gas')
  expect(noble.map(({ symbol, group, period }) => `${symbol} ${group} ${period}`)).toEqual([
    'He 18 1',
    'Ne 18 2',
    'Ar 18 3',
    'Kr 18 4',
    'Xe 18 5',
    'Rn 18 6',
  ])
  elements.reduce((before, element) => {
    expect(element.period - before.period).toBeGreaterThanOrEqual(0)
    expect(element.period - before.period).toBeLessThanOrEqual(1)
    return element
  })
})
