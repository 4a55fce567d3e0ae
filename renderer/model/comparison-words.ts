/** What two runs differ in first, and which frees have moved, in sentences. */
import { who } from '../../electron/trace/who.ts'
import type { ComparedStep, Comparison, Moved } from './comparison.ts'
import { instead, resultOf, stepName, subjectOf } from './comparison.ts'

/** `WinGetMsg WM_ACK`, `DosFreeMem 0x6FFF0000`. */
const named = (step: ComparedStep) => `${stepName(step)} ${subjectOf(step)}`.trimEnd()

const does = (step: ComparedStep) => (step.record.kind === 'call' ? `calls ${named(step)}` : named(step))

/** `WinGetMsg WM_ACK`; of a step that tells nothing else, how it ended. */
const ended = (step: ComparedStep) => (subjectOf(step) ? named(step) : `${named(step)}, ${resultOf(step)}`)

/** `the client calls DosFreeMem 0x6FFF0000 as step 19 in #1 (after WinPostMsg WM_REQUEST), and as step 27 in #2 (after ...).` */
export function movedInWords({ left: one, right: other, after }: Moved, left: string, right: string): string {
  const when = (step: ComparedStep, cause: ComparedStep | null, run: string) =>
    `as step ${step.place} in ${run}${cause ? ` (after ${ended(cause)})` : ''}`
  const { participant } = one.record
  return `${who(participant)} ${does(one)} ${when(one, after.left, left)}, and ${when(other, after.right, right)}.`
}

/** The free that has moved and is the first difference; undefined where the first is another one. */
export function firstMoved({ rows, first, moved }: Comparison): Moved | undefined {
  const row = rows[first ?? -1]
  return row && moved.find((each) => each.left === row.left || each.right === row.right)
}

/** `left` and `right` are what the runs are called: `#2`. */
export function firstDifference(comparison: Comparison, left: string, right: string): string {
  const { rows, first } = comparison
  const row = first === null ? undefined : rows[first]
  if (!row || first === null) return `${left} and ${right} make the same calls, with the same results.`
  const free = firstMoved(comparison)
  if (free) return `First difference: ${movedInWords(free, left, right)}`
  const [one, other] = [row.left ?? row.elsewhere, row.right ?? row.elsewhere]
  if (one && other) {
    const { participant } = one.record
    return `First difference: ${named(one)} of ${who(participant)} says ${resultOf(one)} in ${left}, and ${resultOf(other)} in ${right}.`
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
