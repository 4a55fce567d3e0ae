/** The events and mutexes that live at the event that is looked at: who owns which, which is set, who waits. */
import type { ParticipantState } from '../../electron/contract/service.ts'
import { type Rail, railsOf, stretchAt } from '../model/rails.ts'
import { waitersAt } from '../model/waiters.ts'
import { castOfState, toneOf, useStore } from '../store.ts'
import { handlesInWords, railInWords } from '../vocabulary/rails.ts'
import { timesInWords } from '../vocabulary/waits.ts'
import { useWaited } from './use-waited.ts'

const nobody: readonly ParticipantState[] = []

export function SyncObjects({ cursor }: { cursor: number }) {
  const records = useStore((state) => state.records)
  const rails = railsOf(records).at(cursor)
  if (rails.length === 0) return null
  return (
    <div className="sync-objects" data-testid="sync-objects">
      <h2>Events and mutexes</h2>
      {rails.map((rail) => (
        <SyncObject key={rail.first} rail={rail} cursor={cursor} />
      ))}
    </div>
  )
}

function SyncObject({ rail, cursor }: { rail: Rail; cursor: number }) {
  const records = useStore((state) => state.records)
  const isNow = useStore((state) => state.cursor === null)
  const participants = useStore((state) => state.state?.participants) ?? nobody
  const cast = useStore(castOfState)
  const stretch = stretchAt(rail, cursor)
  const waiters = waitersAt(rail, records, isNow ? null : cursor, participants)
  return (
    <p>
      <b>{rail.name}</b> <small>{rail.type}</small>
      <br />
      {stretch?.owner ? (
        <span className={toneOf(cast, stretch.owner)}>{railInWords(rail, stretch)}</span>
      ) : (
        <span className={stretch?.abandoned ? 'bad' : ''}>{railInWords(rail, stretch)}</span>
      )}
      {waiters.length > 0 && (
        <>
          {' · waiting: '}
          {waiters.map((id) => (
            <Waiter key={id} id={id} rail={rail} isNow={isNow} />
          ))}
        </>
      )}
      <small> · {handlesInWords(railsOf(records).handles.heldAt(rail.name, cursor))}</small>
    </p>
  )
}

function Waiter({ id, rail, isNow }: { id: string; rail: Rail; isNow: boolean }) {
  const cast = useStore(castOfState)
  const call = useStore((state) => state.state?.participants.find((each) => each.id === id)?.call)
  const waited = useWaited()
  const times = isNow && call?.waits?.includes(rail.name) ? timesInWords(call, waited(call)) : ''
  return (
    <span className={`waiting ${toneOf(cast, id)}`}>
      {id} {times}
    </span>
  )
}
