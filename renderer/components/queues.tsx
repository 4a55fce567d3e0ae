/** The windows, and the messages that wait to be taken. */
import { useMemo, useState } from 'react'
import { createQueues } from '../model/queues.ts'
import { castOfState, toneOf, useStore } from '../store.ts'

export function Queues({ cursor }: { cursor: number }) {
  const records = useStore((state) => state.records)
  const cast = useStore(castOfState)
  const [queuesAt] = useState(createQueues)
  const queues = useMemo(() => queuesAt(records, cursor), [queuesAt, records, cursor])
  if (queues.length === 0) return null
  return (
    <div className="queues" data-testid="queues">
      <h2>Windows and queues</h2>
      {queues.map(({ window, participant, waiting }) => (
        <p key={window}>
          <span className={toneOf(cast, participant)}>{participant}</span> <b className="mono">{window}</b>{' '}
          {waiting.length === 0 ? (
            <small>nothing waits</small>
          ) : (
            // The same message may wait twice.
            waiting.map(({ name, t }) => <kbd key={t}>{name}</kbd>)
          )}
        </p>
      ))}
    </div>
  )
}
