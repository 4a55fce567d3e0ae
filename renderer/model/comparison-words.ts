/** What two runs differ in first, as a sentence. */
import { who } from '../../electron/trace/who.ts'
import type { ComparedRow, ComparedStep, Comparison } from './comparison.ts'
import { resultOf, stepName } from './comparison.ts'

const does = (step: ComparedStep) => (step.record.kind === 'call' ? `calls ${stepName(step)}` : stepName(step))

/** What the same participant does in the other run instead, from this row on. */
function instead(rows: readonly ComparedRow[], from: number, side: 'left' | 'right', participant: string) {
  for (let at = from; at < rows.length; at += 1) {
    const step = rows[at]?.[side]
    if (step?.record.participant === participant) return step
  }
  return null
}

/** `left` and `right` are what the runs are called: `#2`. */
export function firstDifference({ rows, first }: Comparison, left: string, right: string): string {
  const row = first === null ? undefined : rows[first]
  if (!row || first === null) return `${left} and ${right} make the same calls, with the same results.`
  if (row.left && row.right) {
    const { participant } = row.left.record
    const call = stepName(row.left)
    return `First difference: ${call} of ${who(participant)} says ${resultOf(row.left)} in ${left}, and ${resultOf(row.right)} in ${right}.`
  }
  const [step, here, there, side] = row.left
    ? ([row.left, left, right, 'right'] as const)
    : ([row.right, right, left, 'left'] as const)
  if (!step) return ''
  const { participant } = step.record
  const other = instead(rows, first, side, participant)
  const otherwise = other === null ? 'it does nothing more' : `it ${does(other)} next`
  return `First difference: in ${here} ${who(participant)} ${does(step)}; in ${there} ${otherwise}.`
}
