/** All objects of a trace, folded at once. */
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { createObjects, type SharedObject } from './objects.ts'

export function objectsOf(records: readonly TraceRecord[]): readonly SharedObject[] {
  const { objects, take } = createObjects()
  records.forEach(take)
  return objects
}
