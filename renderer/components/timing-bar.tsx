/** When each moment of an exchange came: of a request, when it was allocated, posted, received, answered and freed. */

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useMemo, useState } from 'react'
import { capital } from '../../electron/trace/capital.ts'
import { duration } from '../../electron/trace/duration.ts'
import { type Exchange, remarksOn } from '../../electron/trace/exchanges.ts'
import { timeOf } from '../../electron/trace/order.ts'
import type { Told } from '../exchanges.ts'
import { heldUntil, type Pause, pausesIn } from '../model/pauses.ts'
import { exchangeOf, type Segment, segmentsOf } from '../model/timing.ts'
import { castOfState, toneOf, useStore } from '../store.ts'
import { pausesInWords } from '../vocabulary/waits.ts'
import { useTelling } from './use-telling.ts'

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
  const last = records.at(-1)
  const kept = exchanges.begunUntil(until)
  // Those of whose records some are not kept any more the outcome tells, once it is there.
  const timings = last?.kind === 'outcome' && at === undefined ? last.requests : []
  const begun = Math.max(kept, timings.length)
  const index = Math.min(chosen ?? begun - 1, begun - 1)
  const timing = kept < begun ? timings[index] : undefined
  const exchange = timing ? exchangeOf(timing) : exchanges.at(index)
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
            <Which one={one} count={begun} choose={choose} />
          </>
        )}
      </div>
      <Track
        exchange={exchange}
        until={until}
        remarks={remarksOn(
          pattern,
          exchange.moments.filter(({ t }) => t <= until),
        )}
      />
    </div>
  )
}

/** Where the segment that ends with a moment lies: by a transform, since each new one moves all others. */
function spanOf(segments: Segment[], index: number) {
  const total = Math.max(1, segments.at(-1)?.at ?? 1)
  const from = (segments[index - 1]?.at ?? 0) / total
  const to = (segments[index]?.at ?? 0) / total
  return { transform: `translateX(${from * 100}cqw)`, width: `${(to - from) * 100}%` }
}

interface PausesProps {
  exchange: Exchange
  segments: readonly Segment[]
  pauses: readonly Pause[]
}

/** Where somebody held the run: no time of the machine's, so that it takes no room. */
function Pauses({ exchange: { moments }, segments, pauses }: PausesProps) {
  const total = Math.max(1, segments.at(-1)?.at ?? 1)
  const begins = moments[0]?.t ?? 0
  return pauses.map(({ from, to }) => (
    <u
      key={from}
      style={{ left: `${((from - begins - heldUntil(pauses, from)) / total) * 100}%` }}
      title={pausesInWords([{ from, to }])}
    />
  ))
}

interface TrackProps {
  exchange: Exchange
  until: number
  remarks: string[]
}

/** Whichever of many, by its place among them. */
function Which({ one, count, choose }: { one: string; count: number; choose: (index: number) => void }) {
  return (
    <label>
      <input
        type="number"
        min={1}
        max={count}
        aria-label={`Which ${one}`}
        placeholder={`1–${count}`}
        onChange={({ target }) => target.value !== '' && choose(Math.min(count, Number(target.value)) - 1)}
      />
    </label>
  )
}

/** Only as long as they are wanted, pauses are looked for again. */
function usePauses({ moments }: Exchange, until: number): readonly Pause[] {
  const records = useStore((state) => state.records)
  const telling = useTelling()
  const from = moments[0]?.t ?? 0
  const to = Math.min(until, moments.at(-1)?.t ?? 0)
  return useMemo(() => pausesIn(records, from, to, telling), [records, from, to, telling])
}

function Track({ exchange, until, remarks }: TrackProps) {
  const pauses = usePauses(exchange, until)
  const segments = segmentsOf(exchange, until, pauses)
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
        <Pauses exchange={exchange} segments={segments} pauses={pauses} />
      </div>
      <ol className="moments">
        {segments.map(({ name, by, at }, index) => (
          <li key={name} className={colourOf(by)}>
            <i aria-hidden />
            {name} <b>{index === 0 ? `at ${duration(exchange.moments[0]?.t ?? 0)}` : `+${duration(at)}`}</b>
          </li>
        ))}
        {/* Beginning a line of its own, it stays where it is as moments come. */}
        {pauses.length > 0 && <li className="break" aria-hidden />}
        {pauses.length > 0 && <li className="paused">{pausesInWords(pauses)}</li>}
        {remarks.map((remark) => (
          <li key={remark}>{remark}</li>
        ))}
      </ol>
    </div>
  )
}
