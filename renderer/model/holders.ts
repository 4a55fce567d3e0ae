/** Who holds which object, as the trace has counted last. */
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { following } from './fold.ts'
import { createPlacesByKey } from './places.ts'

const counts = following(createPlacesByKey((record) => (record.kind === 'count' ? record.object : null)))

/** At the end of the trace; null where nothing tells. */
export function holdersOf(records: readonly TraceRecord[], object: string): readonly string[] | null {
  const last =
    records[
      counts(records)
        .of(object)
        ?.upTo(records.length - 1) ?? -1
    ]
  return last?.kind === 'count' ? last.holders : null
}
