/** What each program has printed so far, as its console would show it. */
import { useEffect, useMemo, useRef } from 'react'
import { type Console, consolesAt } from '../model/outputs.ts'
import { castOfState, toneOf, useStore } from '../store.ts'

export function Consoles({ cursor }: { cursor: number }) {
  const records = useStore((state) => state.records)
  const consoles = useMemo(() => consolesAt(records, cursor), [records, cursor])
  if (consoles.length === 0) return null
  return (
    <div className="consoles">
      <h2>Printed</h2>
      {consoles.map((each) => (
        <ConsoleView key={each.participant} console={each} />
      ))}
    </div>
  )
}

function ConsoleView({ console: { participant, count, lines } }: { console: Console }) {
  const cast = useStore(castOfState)
  const end = useRef<HTMLPreElement>(null)
  useEffect(() => {
    if (count > 0) end.current?.scrollTo(0, end.current.scrollHeight)
  }, [count])
  return (
    <div className="console" data-testid="console">
      <span className={toneOf(cast, participant)}>{participant}</span>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard */}
      <pre ref={end} tabIndex={0}>
        {lines.map(({ index, record }) => (
          <span key={index}>{record.text.replace(/\n?$/, '\n')}</span>
        ))}
      </pre>
    </div>
  )
}
