/**
 * Two wait for an auto-reset event, or one for that and another one at once, while two others set it: each signal lets
 * one through, or is kept; none is lost, and none is taken twice.
 */
import { type Handle, handle } from '../../kernel-objects.ts'
import { WAIT_OBJECT_0, WAIT_TIMEOUT } from '../../winapi/flags.ts'
import { type Answer, answer, type Kind, NOTHING } from './kind.ts'

const WAITERS = 2
const SETTERS = [2, 3]
/** In milliseconds. */
const PATIENCE = 300

/** In odd rounds the second waiter wants a second event as well, which is set from the start. */
const wantsBoth = (round: number, index: number) => round % 2 === 1 && index === 1

export const winSet: Kind = {
  name: 'win-set',
  processes: 4,
  gifts: false,
  steps({ win, mark, index }) {
    const name = mark.replace('\\', '.')
    let event: Handle = handle(0)
    let other: Handle = handle(0)
    return {
      before: [
        () => {
          event = win.CreateEvent(null, false, false, `${name}.event`)
          other = win.CreateEvent(null, true, true, `${name}.other`)
          return NOTHING
        },
      ],
      round: [
        (round): Answer => {
          if (SETTERS.includes(index)) return { set: win.SetEvent(event) ? 1 : 0 }
          const both = wantsBoth(round, index)
          const waited = both
            ? win.WaitForMultipleObjects(2, [other, event], true, PATIENCE)
            : win.WaitForSingleObject(event, PATIENCE)
          return { waited }
        },
        // What is left, and is taken for the next round.
        () => (index === 0 ? { left: win.WaitForSingleObject(event, 0) } : NOTHING),
      ],
    }
  },
  judge(answers) {
    const waits = Array.from({ length: WAITERS }, (_, index) => answer(answers, 0, index, 'waited'))
    const sets = SETTERS.map((index) => answer(answers, 0, index, 'set'))
    const left = answer(answers, 1, 0, 'left') === WAIT_OBJECT_0 ? 1 : 0
    const through = waits.filter((code) => code === WAIT_OBJECT_0).length
    const wrong: string[] = []
    if (sets.includes(0)) wrong.push('the event could not be set')
    if (waits.some((code) => code !== WAIT_OBJECT_0 && code !== WAIT_TIMEOUT)) wrong.push(`waiting gave ${waits}`)
    // Two signals before anybody waits are one.
    if (through + left < 1 || through + left > sets.length)
      wrong.push(`2 signals let ${through} through, ${left} left`)
    if (left === 1 && through < 1) wrong.push('a signal was kept while somebody waited for it')
    return wrong
  },
}
