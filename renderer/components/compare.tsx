/** Two runs side by side, each call beside its counterpart, with the first difference marked and named. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { capital } from '../../electron/trace/capital.ts'
import { castOf } from '../../electron/trace/cast.ts'
import { actions } from '../actions.ts'
import {
  type ComparedRow,
  type ComparedStep,
  compare,
  type Moved,
  resultOf,
  stepName,
  subjectOf,
} from '../model/comparison.ts'
import { firstDifference, firstMoved, movedInWords } from '../model/comparison-words.ts'
import { hasEarlyReceipts } from '../model/early-receipts.ts'
import { visibleRows } from '../model/visible.ts'
import { recordings } from '../recordings.ts'
import type { Comparing, Side } from '../runs/comparing.ts'
import { nameOf } from '../runs/references.ts'
import { toneOf, useStore } from '../store.ts'
import { titleOf } from '../vocabulary/outcomes.ts'
import { useModal } from './use-modal.ts'

/** As high as a row is drawn, and how many are to be seen at a time at most. */
const ROW = 26
const SEEN = 40
/** More frees that have moved are marked in their rows alone. */
const LISTED = 20

export function Compare() {
  const comparing = useStore((state) => state.comparing)
  const dialog = useModal(comparing !== null, actions.endComparing)
  return (
    <dialog {...dialog} className="help compare" aria-label="Two runs compared">
      {comparing && <Compared {...comparing} />}
    </dialog>
  )
}

/** `#2` of a run; a recording by its title. */
const shortName = ({ reference, name }: Side) => (/^\d/.test(reference) ? `#${reference}` : `“${name}”`)

function Compared({ left, right }: Comparing) {
  const comparison = useMemo(() => compare(left.records, right.records), [left, right])
  const { rows, first, differing, moved } = comparison
  const isEarly = useMemo(() => [left, right].some(({ records }) => hasEarlyReceipts(records)), [left, right])
  const frame = useRef<HTMLElement>(null)
  const [top, setTop] = useState(0)
  /** The row that was gone to last. */
  const [sought, setSought] = useState<number | null>(null)
  // With some of what came before it in sight.
  const scrollTo = (row: number) => frame.current?.scrollTo(0, Math.max(0, (row - 3) * ROW))
  useEffect(() => {
    setSought(null)
    scrollTo(first ?? 0)
  }, [first, rows])
  function goTo(step: ComparedStep) {
    const row = rows.findIndex(({ left: one, right: other }) => one === step || other === step)
    setSought(row)
    scrollTo(row)
  }
  const names = [shortName(left), shortName(right)] as const
  const named = firstMoved(comparison)
  const others = moved.filter((free) => free !== named)
  const more = others.length - LISTED
  const { from, to } = visibleRows(rows.length, top / ROW, SEEN)
  return (
    <>
      <h2>
        Two runs compared{' '}
        <small>
          {differing === 0
            ? 'no row differs'
            : `${differing} of ${rows.length} rows ${differing === 1 ? 'differs' : 'differ'}`}
        </small>
        <button type="button" onClick={actions.endComparing}>
          Close
        </button>
      </h2>
      <p className="difference">
        {firstDifference(comparison, ...names)} {named && <Both free={named} names={names} goTo={goTo} />}
      </p>
      {others.length > 0 && (
        <ul className="moved" aria-label="Frees that have moved">
          {others.slice(0, LISTED).map((free) => (
            <li key={free.left.place}>
              {capital(movedInWords(free, ...names))} <Both free={free} names={names} goTo={goTo} />
            </li>
          ))}
          {more > 0 && <li>and {more} more, marked below</li>}
        </ul>
      )}
      {isEarly && (
        <p className="counting">
          Steps are counted as calls return: a post may return after its message has been taken.
        </p>
      )}
      <div className="sides">
        <SideHead side={left} label="Left run" choose={(reference) => actions.compare(reference, right.reference)} />
        <SideHead side={right} label="Right run" choose={(reference) => actions.compare(left.reference, reference)} />
      </div>
      <section
        ref={frame}
        className="calls"
        aria-label="Calls of both runs"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard
        tabIndex={0}
        onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
      >
        <ol style={{ height: rows.length * ROW }}>
          {rows.slice(from, to).map((row, offset) => {
            const index = from + offset
            const classes = [
              row.differs ? 'differs' : '',
              index === first ? 'first' : '',
              index === sought ? 'sought' : '',
            ]
            return (
              <li key={index} className={classes.join(' ')} style={{ top: index * ROW }}>
                <Cell step={row.left} side={left} row={row} goTo={goTo} />
                <Cell step={row.right} side={right} row={row} goTo={goTo} />
              </li>
            )
          })}
        </ol>
      </section>
    </>
  )
}

function endOf(records: readonly TraceRecord[]): string {
  const last = records.at(-1)
  return last?.kind === 'outcome' ? `${titleOf(last.name)}.` : 'It had not ended.'
}

interface SideHeadProps {
  readonly side: Side
  readonly label: string
  readonly choose: (reference: string) => void
}

function SideHead({ side, label, choose }: SideHeadProps) {
  const runs = useStore((state) => state.runs)
  const { scenario } = side.header
  const others = [
    ...runs.filter((run) => run.header.scenario === scenario && run.size > 0).map(({ number }) => String(number)),
    ...recordings.filter((recording) => recording.scenario === scenario).map(({ id }) => id),
  ]
  const choices = others.includes(side.reference) ? others : [side.reference, ...others]
  return (
    <div>
      <select aria-label={label} value={side.reference} onChange={({ target }) => choose(target.value)}>
        {choices.map((reference) => (
          <option key={reference} value={reference}>
            {nameOf(reference)}
          </option>
        ))}
      </select>
      <small>{endOf(side.records)}</small>
    </div>
  )
}

interface GoToProps {
  readonly step: ComparedStep
  readonly goTo: (step: ComparedStep) => void
  readonly label: string
}

const GoTo = ({ step, goTo, label }: GoToProps) => (
  <button type="button" className="go-to" onClick={() => goTo(step)}>
    {label}: step {step.place}
  </button>
)

interface BothProps {
  readonly free: Moved
  readonly names: readonly [string, string]
  readonly goTo: (step: ComparedStep) => void
}

/** Leads to a free in both runs. */
const Both = ({ free: { left, right }, names, goTo }: BothProps) => (
  <>
    <GoTo step={left} goTo={goTo} label={names[0]} /> <GoTo step={right} goTo={goTo} label={names[1]} />
  </>
)

interface CellProps {
  readonly step: ComparedStep | null
  readonly side: Side
  readonly row: ComparedRow
  readonly goTo: (step: ComparedStep) => void
}

function Cell({ step, side, row: { elsewhere }, goTo }: CellProps) {
  if (!step)
    return <span className="absent">– {elsewhere && <GoTo step={elsewhere} goTo={goTo} label="here" />}</span>
  const { participant } = step.record
  return (
    <button
      type="button"
      title={`Look at it in ${side.name}`}
      onClick={() => void actions.openCompared(side.reference, step.place)}
    >
      <small>{step.place}</small>
      <b className={toneOf(castOf(side.header, []), participant)}>{participant}</b>
      <span>
        <code>{stepName(step)}</code> <small>{subjectOf(step)}</small>
      </span>
      <small>{resultOf(step)}</small>
    </button>
  )
}
