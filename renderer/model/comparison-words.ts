/** What two runs differ in first, as a sentence. */
import { who } from '../../electron/trace/who.ts'
import type { ComparedRow, ComparedStep, Comparison } from './comparison.ts'
import { resultOf, stepName } from './comparison.ts'

const does = (step: ComparedStep) => (step.record.kind === 'call' ? `calls ${stepName(step)}` : stepName(step))

/** What the participant of a row's step does in the other run instead: what comes there behind what both had before. */
function instead(rows: readonly ComparedRow[], at: number, here: 'left' | 'right') {
  const there = here === 'left' ? 'right' : 'left'
  const participant = rows[at]?.[here]?.record.participant
  const isIts = (step: ComparedStep | null) => step?.record.participant === participant
  const before = rows.slice(0, at).filter((row) => isIts(row[here]))
  const last = before.flatMap((row) => row[there] ?? row.elsewhere ?? []).at(-1)
  return (
    rows.flatMap((row) => row[there] ?? []).find((step) => isIts(step) && step.place > (last?.place ?? 0)) ?? null
  )
}

/** `left` and `right` are what the runs are called: `#2`. */
export function firstDifference({ rows, first }: Comparison, left: string, right: string): string {
  const row = first === null ? undefined : rows[first]
  if (!row || first === null) return `${left} and ${right} make the same calls, with the same results.`
  const [one, other] = [row.left ?? row.elsewhere, row.right ?? row.elsewhere]
  if (one && other) {
    const { participant } = one.record
    return `First difference: ${stepName(one)} of ${who(participant)} says ${resultOf(one)} in ${left}, and ${resultOf(other)} in ${right}.`
  }
  const side = one ? 'left' : 'right'
  const step = one ?? other
  if (!step) return ''
  const [here, there] = one ? [left, right] : [right, left]
  const { participant } = step.record
  const next = instead(rows, first, side)
  const otherwise = next === null ? 'it does nothing more' : `it ${does(next)} next`
  return `First difference: in ${here} ${who(participant)} ${does(step)}; in ${there} ${otherwise}.`
}
