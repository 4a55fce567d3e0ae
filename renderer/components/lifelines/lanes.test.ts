import { expect, test } from 'vitest'
import type { Side } from '../../../electron/contract/settings.ts'
import type { CastMember } from '../../../electron/trace/cast.ts'
import { createLanes } from './lanes.ts'

const members = (side: Side, ...ids: string[]): CastMember[] =>
  ids.map((id) => ({ id, program: 'p', tone: 'blue', side, pid: 1, number: null, external: false }))
const clients = (count: number) =>
  members('left', ...Array.from({ length: count }, (_, index) => `client-${index + 1}`))
const server = members('right', 'server')

const places = (cast: CastMember[], opened: string[] = []) =>
  createLanes(568, { columns: 1, railColumns: 0 }, cast, opened)

test('two stand at the edges, and the kernel in the middle', () => {
  const { lanes, kernel, reach } = places([...clients(1), ...server])
  expect(lanes.map(({ x, room, wide }) => [x, room, wide])).toEqual([
    [34, 237, true],
    [534, 237, true],
  ])
  expect([kernel, reach]).toEqual([284, 13])
})

test.each([1, 2, 3, 5, 9])('%i have a place each, in their order, and all of the width', (count) => {
  const cast = count === 1 ? clients(1) : [...clients(count - 1), ...server]
  const { lanes, kernel, of, reach } = places(cast)
  const xs = lanes.map(({ x }) => x)
  expect(xs).toEqual(xs.toSorted((a, b) => a - b))
  expect(new Set(xs).size).toBe(count)
  expect(Math.max(...xs, kernel + reach)).toBeCloseTo(534)
  expect(lanes.filter(({ wide }) => wide)).toHaveLength(count <= 3 ? count : 2)
  expect([of('client-1')?.x, of('nobody'), of(null)]).toEqual([34, null, null])
})

test('where strips stand before the kernel, words lie over them, so that all have the same room', () => {
  const { lanes } = places([...clients(8), ...server])
  const [client, ...others] = lanes.filter(({ wide }) => wide)
  expect(client?.words).toBeCloseTo(others[0]?.words ?? 0)
  expect(client?.room).toBeCloseTo((client?.words ?? 0) - 7 * 20)
  const narrow = createLanes(360, { columns: 1, railColumns: 2 }, [...clients(8), ...server], [])
  expect(Math.max(...narrow.lanes.map(({ x }) => x))).toBeCloseTo(360 - 34)
})

test('beyond three, the one that was opened last is wide on its side, and the others are strips', () => {
  const wide = (opened: string[]) =>
    places([...clients(8), ...server], opened)
      .lanes.filter((lane) => lane.wide)
      .map(({ id }) => id)
  expect(wide([])).toEqual(['client-1', 'server'])
  expect(wide(['client-5', 'client-3', 'server'])).toEqual(['client-3', 'server'])
})
