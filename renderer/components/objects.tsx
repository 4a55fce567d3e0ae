/** The objects that live at the event that is looked at, and the last one that died. */
import { useMemo } from 'react'
import { bytes } from '../format.ts'
import { countAt, difference, objectsOf, type SharedObject } from '../model/objects.ts'
import { useStore } from '../store.ts'
import { MemoryView } from './memory-view.tsx'
import { UsageChart } from './usage-chart.tsx'

export function Objects({ cursor }: { cursor: number }) {
  const records = useStore((state) => state.records)
  const objects = useMemo(() => objectsOf(records), [records])
  const born = objects.filter(({ first }) => first <= cursor)
  const living = born.filter(({ last }) => last === null || last > cursor)
  // Of one that was held where records begin to miss, nothing is known.
  const dead = living.length === 0 ? born.slice(-1).filter((object) => countAt(object, cursor)?.usage === 0) : []
  return [...living, ...dead].map((object) => <ObjectCard key={object.first} object={object} cursor={cursor} />)
}

function ObjectCard({ object, cursor }: { object: SharedObject; cursor: number }) {
  const records = useStore((state) => state.records)
  const count = countAt(object, cursor)
  if (!count) return null
  const differs = difference(count)
  const everHeld = [
    ...new Set(object.counts.filter(({ index }) => index <= cursor).flatMap(({ holders }) => holders)),
  ]
  return (
    <div className="object" data-testid="object">
      <h2>
        Object {object.address}{' '}
        <small>
          {object.size !== null && bytes(object.size)} {count.usage === 0 && '· destroyed'}
        </small>
      </h2>
      <div className="usage">
        <p>
          <b>{count.usage}</b>
          <span>OS/2 usage count</span>
        </p>
        <p>
          <b>{count.kernel.value}</b>
          <span>{count.kernel.name}, the kernel’s own</span>
        </p>
        <UsageChart counts={object.counts} cursor={cursor} />
      </div>
      {differs && <p className="hint">{differs}</p>}
      <p className="tags">
        {everHeld.map((holder) => (
          <span key={holder} className={holder}>
            {holder} {count.holders.includes(holder) ? 'holds it' : 'has freed it'}
          </span>
        ))}
      </p>
      <MemoryView records={records} object={object} cursor={cursor} />
    </div>
  )
}
