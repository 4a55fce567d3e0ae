/** The objects that live at the event that is looked at, and the last one that died. */
import { bytes } from '../format.ts'
import { countAt, difference, holdersUntil, objectsAt, type SharedObject } from '../model/objects.ts'
import { railsOf } from '../model/rails.ts'
import { castOfState, toneOf, useStore } from '../store.ts'
import { handlesInWords } from '../vocabulary/rails.ts'
import { usageRule } from '../vocabulary/vocabulary.ts'
import { MemoryView } from './memory-view.tsx'
import { UsageChart } from './usage-chart.tsx'

export function Objects({ cursor }: { cursor: number }) {
  const records = useStore((state) => state.records)
  return objectsAt(records, cursor).map((object) => <ObjectCard key={object.first} object={object} cursor={cursor} />)
}

function ObjectCard({ object, cursor }: { object: SharedObject; cursor: number }) {
  const records = useStore((state) => state.records)
  const cast = useStore(castOfState)
  const count = countAt(object, cursor)
  if (!count) return null
  const differs = difference(count, object.created?.api)
  const held = railsOf(records).handles.heldAt(object.name, cursor)
  // OS/2 knows no handles of memory; and where records are missing, not all of them are known.
  const knowsHandles = held.length > 0 && held.length === count.holders.length
  return (
    <div className="object" data-testid="object">
      <h2>
        Object {object.name}{' '}
        <small>
          {object.created && bytes(object.created.size)} {count.usage === 0 && '· destroyed'}
        </small>
      </h2>
      <div className="usage">
        <p>
          <b>{count.usage}</b>
          <span>{object.created ? usageRule(object.created.api) : 'usage count'}</span>
        </p>
        <p>
          <b>{count.kernel.value}</b>
          <span>{count.kernel.name}, the kernel’s own</span>
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
      <MemoryView records={records} object={object} cursor={cursor} />
    </div>
  )
}
