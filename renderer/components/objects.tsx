/** The objects at the event that is looked at, the newest first: it stays where it is when an older one goes. */

import { type RefObject, useEffect, useRef } from 'react'
import { countAt, difference, evidenceOf, holdersUntil, type SharedObject } from '../model/objects.ts'
import { railsOf } from '../model/rails.ts'
import { castOfState, toneOf, useStore } from '../store.ts'
import { bytes } from '../vocabulary/format.ts'
import { handlesInWords } from '../vocabulary/rails.ts'
import { usageRule } from '../vocabulary/vocabulary.ts'
import { MemoryView } from './memory-view.tsx'
import { ObjectName } from './object-name.tsx'
import { UsageChart } from './usage-chart.tsx'
import { useBytesInRow } from './use-bytes-in-row.ts'
import { useShown } from './use-shown.ts'

export function Objects({ cursor, panel }: { cursor: number; panel: RefObject<HTMLElement | null> }) {
  const width = useBytesInRow(panel)
  return useShown(cursor)
    .toReversed()
    .map((object) => <ObjectCard key={object.first} object={object} cursor={cursor} width={width} />)
}

/** What has just been written to comes into sight, wherever its card stands; where a run hurries by nobody reads it. */
function useSeenWhenWritten({ name }: SharedObject, cursor: number) {
  const card = useRef<HTMLDivElement>(null)
  const isWritten = useStore((state) => {
    const record = state.records[cursor]
    const walks = state.cursor !== null || state.state?.policy.mode === 'step'
    return walks && record?.kind === 'data' && record.access === 'write' && record.object === name
  })
  // With each write, as the panel begins anew with it.
  useEffect(() => {
    if (isWritten) card.current?.scrollIntoView({ block: 'nearest' })
  }, [isWritten, cursor])
  return card
}

function ObjectCard({ object, cursor, width }: { object: SharedObject; cursor: number; width: number }) {
  const card = useSeenWhenWritten(object, cursor)
  const records = useStore((state) => state.records)
  const cast = useStore(castOfState)
  const count = countAt(object, cursor)
  if (!count) return null
  const withOthers = cast.some(({ external }) => external)
  const differs = difference(count, object.created?.api, withOthers)
  const isGone = count.usage === 0 && !(withOthers && count.kernel.value > 0)
  const held = railsOf(records).handles.heldAt(object.name, cursor)
  // OS/2 knows no handles of memory; and where records are missing, not all of them are known.
  const knowsHandles = held.length > 0 && held.length === count.holders.length
  const evidence = evidenceOf(count, knowsHandles ? held : [])
  return (
    <div className="object" data-testid="object" ref={card}>
      <h2>
        <ObjectName object={object} />{' '}
        <small>
          {object.created && bytes(object.created.size)} {isGone && '· destroyed'}
        </small>
      </h2>
      <div className="usage">
        <p>
          <b>{count.usage}</b>
          <span>{object.created ? usageRule(object.created.api) : 'usage count'}</span>
        </p>
        <p>
          <b>{evidence.value}</b>
          <span>{evidence.says}</span>
        </p>
        <UsageChart counts={object.counts} cursor={cursor} />
      </div>
      {knowsHandles && <p className="handles">{handlesInWords(held)}, as the calls count them</p>}
      {differs && <p className="hint">{differs}</p>}
      <p className="tags">
        {holdersUntil(object, cursor).map((holder) => (
          <span key={holder} className={toneOf(cast, holder)}>
            {holder} {count.holders.includes(holder) ? 'holds it' : 'holds it no more'}
          </span>
        ))}
      </p>
      <MemoryView records={records} object={object} cursor={cursor} width={width} />
    </div>
  )
}
