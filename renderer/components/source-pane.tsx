/** The scenario's own file, one half above the other, with the line that each process stands on. */

import { sources, type Token } from 'virtual:sources'
import { useEffect, useRef } from 'react'
import type { ParticipantState } from '../../electron/contract/service.ts'
import { actions } from '../actions.ts'
import { duration } from '../format.ts'
import { type Standing, standingAt } from '../model/standing.ts'
import { isLive, scenarioOf, useStore } from '../store.ts'

const halves = ['client', 'server'] as const

export function SourcePane() {
  const file = useStore(scenarioOf)?.file ?? 'electron/scenarios/request-reply.ts'
  const records = useStore((state) => state.records)
  const state = useStore((current) => current.state)
  const cursor = useStore((current) => current.cursor)
  const source = sources[file]
  const standing = standingAt(records, state, cursor)
  if (!source) return <section className="source" aria-label="Source" />
  return (
    <section className="source" aria-label="Source">
      <h2>
        {file.split('/').at(-1)} <small>the code that is running</small>
      </h2>
      {halves.map((half) => (
        <Half
          key={half}
          half={half}
          lines={source.lines}
          range={source.halves[half]}
          standing={standing.find(({ participant }) => participant === half)}
          participant={cursor === null ? state?.participants.find(({ id }) => id === half) : undefined}
        />
      ))}
    </section>
  )
}

interface HalfProps {
  half: 'client' | 'server'
  lines: Token[][]
  range: [number, number]
  standing: Standing | undefined
  participant: ParticipantState | undefined
}

function Half({ half, lines, range: [first, last], standing, participant }: HalfProps) {
  const marked = useRef<HTMLLIElement>(null)
  useEffect(() => {
    // Newer browsers return a promise here, which React would take for the effect's end.
    marked.current?.scrollIntoView({ block: 'nearest' })
  }, [standing?.line])
  return (
    <div className="half">
      <h3 className={half}>
        <i aria-hidden />
        {half}
        <Doing participant={participant} />
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard */}
      <ol className="code" tabIndex={0} aria-label={`Source of the ${half}`}>
        {lines.slice(first - 1, last).map((tokens, index) => {
          const line = first + index
          const here = standing?.line === line
          return (
            <li
              key={line}
              ref={here ? marked : undefined}
              className={here ? `at ${half} ${standing.phase}` : undefined}
              aria-current={here ? 'step' : undefined}
            >
              <LineNumber line={line} half={half} />
              <code>{tokens.length > 0 ? tokens.map(toSpan) : ' '}</code>
            </li>
          )
        })}
      </ol>
    </div>
  )
}

/** A click runs to the line: the processes go on until this one halts there. */
function LineNumber({ line, half }: { line: number; half: 'client' | 'server' }) {
  const live = useStore((state) => state.cursor === null && isLive(state))
  if (!live) return <i>{line}</i>
  const standsHere = ({ id, call }: ParticipantState) => id === half && call?.source?.line === line
  return (
    <button
      type="button"
      className="line"
      tabIndex={-1}
      aria-label={`Run the ${half} to line ${line}`}
      title={`Run to line ${line}`}
      onClick={() => void actions.runTo(() => false, standsHere)}
    >
      {line}
    </button>
  )
}

// Tokens never move within their line.
const toSpan = ({ text, kind }: Token, index: number) => (
  <span key={index} className={kind === 'plain' ? undefined : kind}>
    {text}
  </span>
)

/** What a live process does at its line. */
function Doing({ participant }: { participant: ParticipantState | undefined }) {
  if (!participant?.call) return <span>{participant?.phase === 'ended' ? 'has ended' : ''}</span>
  const { name, since } = participant.call
  const verb = participant.phase === 'halted' ? 'halts before' : 'waits in'
  return (
    <span>
      {verb} <b>{name}</b> {participant.phase === 'blocked' && `since ${duration(since)}`}
    </span>
  )
}
