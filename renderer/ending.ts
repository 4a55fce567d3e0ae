/** Whether somebody who ends a run now cuts something off: that is asked first. */
import { objectsAt } from './model/objects.ts'
import { awaitsQuestion, isLive, type State } from './store.ts'

const HELD = 'Shared memory is still held.'

/** What is going on, as a sentence; null where a run may end without a word. */
export function whatIsGoingOn(state: State): string | null {
  const { told, records } = state
  if (!isLive(state) || awaitsQuestion(state)) return null
  // Who all wait for each other are not in the middle of anything.
  if (!state.state?.participants.some(({ phase }) => phase === 'halted' || phase === 'running')) return null
  const count = told?.exchanges.underWay ?? 0
  const [one, several] = told?.pattern.noun ?? ['', '']
  if (count > 0) return count === 1 ? `A ${one} is under way.` : `${count} ${several} are under way.`
  return objectsAt(records, records.length - 1).some(({ counts }) => (counts.at(-1)?.usage ?? 0) > 0) ? HELD : null
}
