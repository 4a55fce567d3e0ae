/** Two runs that are looked at beside each other. */
import type { TraceHeader, TraceRecord } from '../../electron/contract/trace.ts'

export interface Side {
  /** As the address names it. */
  readonly reference: string
  readonly name: string
  readonly header: TraceHeader
  readonly records: readonly TraceRecord[]
}

export interface Comparing {
  readonly left: Side
  readonly right: Side
}
