import type { TraceRecord } from '../../electron/contract/trace.ts'
import type { CastMember } from '../../electron/trace/cast.ts'

/** A place in the trace that is looked at, and who takes part. */
export interface Place {
  readonly records: readonly TraceRecord[]
  readonly cursor: number
  readonly cast: readonly Pick<CastMember, 'id' | 'program' | 'external'>[]
}
