import { expect, test } from 'vitest'
import { moved, readPanes, sharesOf } from './panes.ts'

test.each<[number, number, number[]]>([
  [0, 50, [350, 450, 300]],
  [0, -500, [200, 600, 300]],
  [0, 500, [400, 400, 300]],
  [1, 30, [300, 530, 270]],
  [1, 500, [300, 600, 200]],
])('the border behind pane %i moves by %i pixels as far as there is room', (index, by, expected) => {
  expect(moved([300, 500, 300], index, by, [200, 400, 200])).toEqual(expected)
})

test('a pane that is smaller than it may be gives nothing away', () => {
  expect(moved([100, 300], 0, -20, [200, 200])).toEqual([100, 300])
})

test('shares are of the whole', () => {
  expect(sharesOf([300, 500, 200])).toEqual([30, 50, 20])
})

test.each([null, '', '{', 'null', '[1]', '{"columns":[1,2],"rows":[1,-2]}', '{"columns":["a",1,2]}'])(
  '%j is nothing that could be remembered',
  (text) => {
    expect(readPanes(text)).toEqual({ columns: null, rows: null })
  },
)

test('what was remembered is taken', () => {
  expect(readPanes('{"columns":[30,50,20],"rows":null}')).toEqual({ columns: [30, 50, 20], rows: null })
})
