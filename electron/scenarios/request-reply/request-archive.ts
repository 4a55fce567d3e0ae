/**
 * Requests that nothing can happen to any more. There may be ten thousand of them in a run: as objects, scattered over the
 * heap, they would keep all of its pages; here each is a row of numbers.
 */
import type { RequestTiming } from '../../contract/trace.ts'

/** The columns of a row; NaN where a moment never came. */
const COLUMNS = 11
const ROWS = 256

export interface RequestArchive {
  add(request: RequestTiming): void
  /** The ones that were added last, in the order in which they were. */
  latest(count: number): RequestTiming[]
}

export function createRequestArchive(): RequestArchive {
  const texts: string[] = []
  const blocks: Float64Array[] = []
  let count = 0

  function indexOf(text: string): number {
    const index = texts.indexOf(text)
    return index >= 0 ? index : texts.push(text) - 1
  }

  function rowAt(index: number): Float64Array {
    const block = blocks[Math.floor(index / ROWS)]
    const start = (index % ROWS) * COLUMNS
    return block?.subarray(start, start + COLUMNS) ?? new Float64Array(COLUMNS)
  }

  function decode(row: Float64Array): RequestTiming {
    const [id = 0, ask = 0, object = 0, ...moments] = row
    const [allocated, given, posted, received, acknowledged, replied, client, server] = moments.map((moment) =>
      Number.isNaN(moment) ? null : moment,
    )
    return {
      id,
      ask: texts[ask] ?? '',
      object: texts[object] ?? '',
      allocated: allocated ?? null,
      given: given ?? null,
      posted: posted ?? null,
      received: received ?? null,
      acknowledged: acknowledged ?? null,
      replied: replied ?? null,
      freed: { client: client ?? null, server: server ?? null },
    }
  }

  return {
    add({ id, ask, object, allocated, given, posted, received, acknowledged, replied, freed }) {
      if (count % ROWS === 0) blocks.push(new Float64Array(ROWS * COLUMNS))
      const moments = [allocated, given, posted, received, acknowledged, replied, freed.client, freed.server]
      rowAt(count).set([id, indexOf(ask), indexOf(object), ...moments.map((moment) => moment ?? Number.NaN)])
      count += 1
    },
    latest(wanted) {
      const first = Math.max(0, count - wanted)
      return Array.from({ length: count - first }, (_, index) => decode(rowAt(first + index)))
    },
  }
}
