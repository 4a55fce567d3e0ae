/** When each request was allocated, posted, received, acknowledged, answered and freed. */
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { RequestTiming } from '../../electron/contract/trace.ts'
import { duration } from '../../electron/trace/duration.ts'
import { timeOf } from '../../electron/trace/order.ts'
import { type Moment, momentsOf, unacknowledged } from '../model/timing.ts'
import { castOfState, requestsOf, toneOf, useStore } from '../store.ts'

export function TimingBar() {
  const requests = useStore(requestsOf)
  const records = useStore((state) => state.records)
  const cursor = useStore((state) => state.cursor)
  const [chosen, setChosen] = useState<number | null>(null)

  const at = cursor === null ? undefined : records[cursor]
  const until = at ? timeOf(at) : Number.POSITIVE_INFINITY
  const begun = requests.filter(({ allocated }) => (allocated ?? 0) <= until)
  const index = Math.min(chosen ?? begun.length - 1, begun.length - 1)
  const request = begun[index]
  if (!request) return <div className="timing empty">The times of each request appear here.</div>
  const choose = (next: number) => setChosen(next >= begun.length - 1 ? null : Math.max(0, next))
  return (
    <div className="timing" data-testid="timing">
      <div className="which">
        <b>Request {request.id}</b>
        {begun.length > 1 && (
          <>
            <button
              type="button"
              className="icon small"
              aria-label="Earlier request"
              onClick={() => choose(index - 1)}
            >
              <ChevronLeft size={13} aria-hidden />
            </button>
            <button type="button" className="icon small" aria-label="Later request" onClick={() => choose(index + 1)}>
              <ChevronRight size={13} aria-hidden />
            </button>
          </>
        )}
      </div>
      <Track request={request} moments={momentsOf(request, until)} />
    </div>
  )
}

/** Where the segment that ends with a moment lies, in percent. */
function spanOf(moments: Moment[], index: number) {
  const total = Math.max(1, moments.at(-1)?.at ?? 1)
  const from = (moments[index - 1]?.at ?? 0) / total
  const to = (moments[index]?.at ?? 0) / total
  return { left: `${from * 100}%`, width: `${(to - from) * 100}%` }
}

function Track({ request, moments }: { request: RequestTiming; moments: Moment[] }) {
  const cast = useStore(castOfState)
  const colourOf = (by: string | null) => (by === null ? 'memory' : toneOf(cast, by))
  return (
    <div className="track-frame">
      <div className="track" aria-hidden>
        {moments.slice(1).map((moment, index) => (
          <i
            key={moment.name}
            className={colourOf(moment.by)}
            style={spanOf(moments, index + 1)}
            title={`${moment.name} +${duration(moment.at)}`}
          />
        ))}
      </div>
      <ol className="moments">
        {moments.map(({ name, by, at }) => (
          <li key={name} className={colourOf(by)}>
            <i aria-hidden />
            {name} <b>{name === 'allocated' ? `at ${duration(request.allocated ?? 0)}` : `+${duration(at)}`}</b>
          </li>
        ))}
        {unacknowledged(request) && <li>not acknowledged</li>}
      </ol>
    </div>
  )
}
