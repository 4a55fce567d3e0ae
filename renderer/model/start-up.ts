/** The steps before any shared memory: one row stands for them, as they are not what a run is about. */
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { countBefore, following } from './fold.ts'
import { type Row, rowOf } from './rows.ts'

/** Told by nothing at all, by one row that stands for its rows, or by such a row above them. */
export type StartUpView = 'plain' | 'folded' | 'open'

export interface StartUp {
  /**
   * When the first step took effect that has to do with memory, or with which something went wrong, in nanoseconds: all
   * that did before is start-up. Infinite as long as there is none.
   */
  readonly end: number
  /** The place of that step in the trace; null as long as there is none. */
  readonly ended: number | null
  take(record: TraceRecord, index: number, row: Row | null): void
  cut(index: number): void
}

export function createStartUp(): StartUp {
  /** Which objects are counted as memory: the record of a call follows the count that it changed. */
  const counted: { readonly index: number; readonly object: string }[] = []
  let ending: { readonly index: number; readonly effect: number } | null = null

  function endsWith(record: TraceRecord, { failed }: Row): boolean {
    if (failed || record.kind === 'data' || record.kind === 'outcome') return true
    return record.kind === 'call' && counted.some(({ object }) => object === record.object)
  }
  return {
    get end() {
      return ending?.effect ?? Number.POSITIVE_INFINITY
    },
    get ended() {
      return ending?.index ?? null
    },
    take(record, index, row) {
      if (ending) return
      if (record.kind === 'count') counted.push({ index, object: record.object })
      if (row && endsWith(record, row)) ending = { index, effect: row.effect }
    },
    cut(index) {
      if (ending && ending.index >= index) ending = null
      counted.length = countBefore(counted, index, (each) => each.index)
    },
  }
}

function createEnd() {
  const startUp = createStartUp()
  return {
    startUp,
    take(record: TraceRecord, index: number) {
      // Once it has ended no row has to be made to find that out.
      if (startUp.ended === null) startUp.take(record, index, rowOf(record, index))
    },
    cut: (index: number) => startUp.cut(index),
  }
}

const ends = following(createEnd())

/** Where the start-up of a trace ends; null as long as it lasts. */
export const startUpEnd = (records: readonly TraceRecord[]): number | null => ends(records).startUp.ended
