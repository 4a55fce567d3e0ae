import { expect, test } from 'vitest'
import type { RequestTiming } from '../../contract/trace.ts'
import { createRequestArchive } from './request-archive.ts'

const request = (id: number): RequestTiming => ({
  id,
  ask: `lookup ${id % 3}`,
  object: '0x6FFF0000',
  allocated: id * 1e9,
  given: null,
  posted: id * 1e9 + 1,
  received: 0,
  acknowledged: null,
  replied: id * 1e9 + 0.5,
  freed: { client: 7, server: 8 },
})

test('what comes out is what went in, however many there are', () => {
  const archive = createRequestArchive()
  const requests = Array.from({ length: 1000 }, (_, index) => request(index + 1))
  for (const each of requests) archive.add(each)
  expect(archive.latest(Number.POSITIVE_INFINITY)).toEqual(requests)
  expect(archive.latest(3)).toEqual(requests.slice(-3))
  expect(createRequestArchive().latest(3)).toEqual([])
})
