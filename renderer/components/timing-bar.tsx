/** When each moment of an exchange came: of a request, when it was allocated, posted, received, answered and freed. */

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { capital } from '../../electron/trace/capital.ts'
import { duration } from '../../electron/trace/duration.ts'
import { type Exchange, remarksOn } from '../../electron/trace/exchanges.ts'
import { timeOf } from '../../electron/trace/order.ts'
import type { Told } from '../exchanges.ts'
import { type Segment, segmentsOf } from '../model/timing.ts'
import { castOfState, toneOf, useStore } from '../store.ts'

export function TimingBar() {
  const told = useStore((state) => state.told)
  if (!told) return <div className="timing empty">The times of each exchange appear here.</div>
  return <Exchanges told={told} />
}

function Exchanges({ told: { pattern, exchanges } }: { told: Told }) {
  const records = useStore((state) => state.records)
  const cursor = useStore((state) => state.cursor)
  const [chosen, setChosen] = useState<number | null>(null)

  const at = cursor === null ? undefined : records[cursor]
  const until = at ? timeOf(at) : Number.POSITIVE_INFINITY
  const begun = exchanges.begunUntil(until)
  const index = Math.min(chosen ?? begun - 1, begun - 1)
  const exchange = exchanges.at(index)
  const [one] = pattern.noun
  if (!exchange) return <div className="timing empty">The times of each {one} appear here.</div>
  const choose = (next: number) => setChosen(next >= begun - 1 ? null : Math.max(0, next))
  return (
    <div className="timing" data-testid="timing">
      <div className="which">
        <b>
          {capital(one)} {exchange.id}
        </b>
        {begun > 1 && (
          <>
            <button
              type="button"
              className="icon small"
              aria-label={`Earlier ${one}`}
              onClick={() => choose(index - 1)}
            >
              <ChevronLeft size={13} aria-hidden />
            </button>
            <button
              type="button"
              className="icon small"
              aria-label={`Later ${one}`}
              onClick={() => choose(index + 1)}
            >
              <ChevronRight size={13} aria-hidden />
            </button>
          </>
        )}
      </div>
      <Track
        exchange={exchange}
        segments={segmentsOf(exchange, until)}
        remarks={remarksOn(
          pattern,
          exchange.moments.filter(({ t }) => t <= until),
        )}
      />
    </div>
  )
}

/** Where the segment that ends with a moment lies, in percent. */
function spanOf(segments: Segment[], index: number) {
  const total = Math.max(1, segments.at(-1)?.at ?? 1)
  const from = (segments[index - 1]?.at ?? 0) / total
  const to = (segments[index]?.at ?? 0) / total
  return { left: `${from * 100}%`, width: `${(to - from) * 100}%` }
}

interface TrackProps {
  exchange: Exchange
  segments: Segment[]
  remarks: string[]
}

function Track({ exchange, segments, remarks }: TrackProps) {
  const cast = useStore(castOfState)
  const colourOf = (by: string | null) => (by === null ? 'memory' : toneOf(cast, by))
  return (
    <div className="track-frame">
      <div className="track" aria-hidden>
        {segments.slice(1).map(({ name, by, at }, index) => (
          <i
            key={name}
            className={colourOf(by)}
            style={spanOf(segments, index + 1)}
            title={`${name} +${duration(at)}`}
          />
        ))}
      </div>
      <ol className="moments">
        {segments.map(({ name, by, at }, index) => (
          <li key={name} className={colourOf(by)}>
            <i aria-hidden />
            {name} <b>{index === 0 ? `at ${duration(exchange.moments[0]?.t ?? 0)}` : `+${duration(at)}`}</b>
          </li>
        ))}
        {remarks.map((remark) => (
          <li key={remark}>{remark}</li>
        ))}
      </ol>
    </div>
  )
}
