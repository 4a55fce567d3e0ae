/** The scenario's own file, one program above the other, with the line that each process stands on. */

import { type LineRange, sources, type Token } from 'virtual:sources'
import { type CSSProperties, memo, useEffect, useMemo, useRef } from 'react'
import type { CastMember } from '../../electron/trace/cast.ts'
import { commands } from '../commands.ts'
import { fileIn, followedOf, type Standing, standingAt } from '../model/standing.ts'
import { useSourceView } from '../source-view.ts'
import { castOfState, type State, scenarioOf, useStore } from '../store.ts'
import { keyName } from '../vocabulary/format.ts'
import { Doing } from './source-pane/doing.tsx'
import { LineNumber } from './source-pane/line-number.tsx'
import { Splitter } from './splitter.tsx'

/** As the scenario tells it, or where nobody has described it, as the first call does. */
const fileOf = (state: State): string | undefined => scenarioOf(state)?.file ?? fileIn(state.records)

export function SourcePane() {
  const file = useStore(fileOf)
  const records = useStore((state) => state.records)
  const state = useStore((current) => current.state)
  const cursor = useStore((current) => current.cursor)
  const cast = useStore(castOfState)
  const described = useStore(scenarioOf)?.programs
  const source = sources[file ?? '']
  if (!source) return <section className="source" aria-label="Source" />
  /** Of those that take part with some settings only, the ones that do. */
  const takesPart = (program: string) =>
    cast.length > 0
      ? cast.some((member) => member.program === program)
      : !described?.some(({ name, aside }) => name === program && aside)
  const standing = standingAt(records, cast, state, cursor)
  return (
    <section className="source" aria-label="Source">
      <h2>
        <span>{source.file.split('/').at(-1)}</span> <small>the code that is running</small>
        {source.helpers.length > 0 && <HelpersButton />}
      </h2>
      {Object.entries(source.programs)
        .filter(([program]) => takesPart(program))
        .map(([program, range]) => (
          <Program
            key={`${source.file} ${program}`}
            program={program}
            lines={source.lines}
            range={range}
            helpers={source.helpers}
            standing={standing}
            cast={cast}
          />
        ))}
      <Splitter parting="columns" index={0} label="Width of the source" />
    </section>
  )
}

interface ProgramProps {
  program: string
  lines: Token[][]
  range: LineRange
  helpers: readonly LineRange[]
  standing: readonly Standing[]
  cast: readonly CastMember[]
}

/** Who runs a program. */
const useMembers = (cast: readonly CastMember[], program: string): readonly CastMember[] =>
  useMemo(() => cast.filter((member) => member.program === program), [cast, program])

/** Of several that run it, who was opened last by hand, and else who steps next, or made the step that is looked at. */
function useFollowed(members: readonly CastMember[]): CastMember | undefined {
  const id = useStore(
    ({ opened, records, state, cursor }) =>
      opened.findLast((each) => members.some((member) => member.id === each)) ??
      followedOf(records, members, state, cursor),
  )
  return members.find((member) => member.id === id) ?? members[0]
}

const isIn = (line: number, [first, last]: LineRange) => first <= line && line <= last

/** The helpers that are not to be seen: those in which somebody stands are. */
function useHidden(helpers: readonly LineRange[], standing: readonly Standing[]): readonly LineRange[] {
  const shown = useSourceView((state) => state.helpers)
  return shown ? [] : helpers.filter((range) => !standing.some(({ line }) => isIn(line, range)))
}

function HelpersButton() {
  const shown = useSourceView((state) => state.helpers)
  const { meaning, keys, run } = commands.helpers
  return (
    <button type="button" className="helpers" title={`${meaning} (${keyName(keys[0] ?? '')})`} onClick={run}>
      {shown ? 'Hide helpers' : 'Show helpers'}
    </button>
  )
}

function Program({ program, lines, range: [first, last], helpers, standing, cast }: ProgramProps) {
  const members = useMembers(cast, program)
  const described = useStore(scenarioOf)?.programs.find(({ name }) => name === program)
  const followed = useFollowed(members)
  const marked = useRef<HTMLLIElement>(null)
  const line = standing.find(({ participant }) => participant === followed?.id)?.line
  const code = useRef<HTMLOListElement>(null)
  // As soon as it is drawn, and again whenever there is more or less room for it; in presenter mode there is none.
  useEffect(() => {
    if (line === undefined || !code.current) return
    const observer = new ResizeObserver(() => void marked.current?.scrollIntoView({ block: 'nearest' }))
    observer.observe(code.current)
    return () => observer.disconnect()
  }, [line])
  const isFirstPage = members.length === 0
  // It begins where the file does, wherever the run before it has stood.
  useEffect(() => {
    if (isFirstPage) code.current?.scrollTo(0, 0)
  }, [isFirstPage])
  const tone = followed?.tone ?? described?.tone ?? ''
  const own = standing.filter(({ participant }) => members.some(({ id }) => id === participant))
  const hidden = useHidden(helpers, own)
  return (
    <div className="half">
      <h3 className={tone}>
        <i aria-hidden />
        {program}
        <Doing members={members} />
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard */}
      <ol ref={code} className="code" tabIndex={0} aria-label={`Source of the ${program}`}>
        {lines.slice(first - 1, last).map((tokens, index) => {
          const at = first + index
          if (hidden.some((range) => isIn(at, range))) return null
          const here = own.filter((each) => each.line === at)
          return (
            <Line
              key={at}
              line={at}
              tokens={tokens}
              here={here.length > 0 ? here : nobody}
              members={members}
              marked={at === line ? marked : undefined}
            />
          )
        })}
      </ol>
    </div>
  )
}

const nobody: readonly Standing[] = []

interface LineProps {
  line: number
  tokens: Token[]
  here: readonly Standing[]
  members: readonly CastMember[]
  marked: React.Ref<HTMLLIElement> | undefined
}

/** With each call that is made it is drawn again only where somebody stands, or has stood. */
const Line = memo(function Line({ line, tokens, here, members, marked }: LineProps) {
  const standing = here
    .map(({ participant }) => members.find(({ id }) => id === participant))
    .filter((each) => !!each)
  const phase = here.some((each) => each.phase !== 'blocked') ? here[0]?.phase : 'blocked'
  return (
    <li
      ref={marked}
      className={here.length > 0 ? `at ${standing[0]?.tone} ${phase}` : undefined}
      aria-current={here.length > 0 ? 'step' : undefined}
    >
      <LineNumber line={line} members={members} />
      <Code tokens={tokens} />
      {members.length > 1 && standing.length > 0 && (
        <span className="markers">
          {standing.map(({ id, number }) => (
            <b key={id} className="marker" title={`${id} stands here`}>
              {number}
            </b>
          ))}
        </span>
      )}
    </li>
  )
})

/** What stands in a line stays the same, whoever runs it. */
const Code = memo(({ tokens }: { tokens: Token[] }) => (
  <code style={indentOf(tokens)}>{tokens.length > 0 ? tokens.map(toSpan) : ' '}</code>
))

/** How far in a line begins: what does not fit goes on below, a little further in. */
const indentOf = ([first]: Token[]): CSSProperties =>
  ({ '--indent': (first?.text.length ?? 0) - (first?.text.trimStart().length ?? 0) }) as CSSProperties

/** Where a long line is best broken: behind a parenthesis, and before what is called of an object. */
const PLACES = /(?<=\()|(?<!\.)(?=\.\w)/

const breakable = (text: string) =>
  text.split(PLACES).flatMap((part, index) => (index === 0 ? [part] : [<wbr key={index} />, part]))

// Tokens never move within their line.
const toSpan = ({ text, kind }: Token, index: number) => (
  <span key={index} className={kind === 'plain' ? undefined : kind}>
    {breakable(index === 0 ? text.trimStart() : text)}
  </span>
)
