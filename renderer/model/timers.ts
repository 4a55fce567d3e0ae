/** The timers that Presentation Manager still runs for a program: what it waits for with one, it gives up by itself. */
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { hasFailed } from '../vocabulary/vocabulary.ts'
import type { Call } from '../vocabulary/words.ts'
import { following } from './fold.ts'
import { createPlaces } from './places.ts'

export interface Timer {
  readonly participant: string
  readonly milliseconds: number
}

const isOfTimer = (record: TraceRecord | undefined): record is Call =>
  record?.kind === 'call' && /^Win(Start|Stop)Timer$/.test(record.name) && !hasFailed(record)

const places = following(createPlaces(isOfTimer))

/** That of them all which was started last and is not stopped yet; null where there is none. */
export function runningTimer(records: readonly TraceRecord[]): Timer | null {
  const stopped = new Set<string>()
  for (const place of places(records).all.toReversed()) {
    const call = records[place]
    if (!isOfTimer(call)) continue
    const { participant, name, args } = call
    const timer = `${participant} ${args.hwnd} ${args.idTimer}`
    if (name === 'WinStopTimer') stopped.add(timer)
    else if (!stopped.has(timer)) return { participant, milliseconds: Number(args.dtTimeout) }
  }
  return null
}
