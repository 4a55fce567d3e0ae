/** A key whose command cannot be done says why, as the palette does: one that does nothing would seem to be broken. */
import type { Command } from './command.ts'
import { BETWEEN_STEPS } from './stepping.ts'
import { type State, useStore } from './store.ts'

/** How long it can be read, in milliseconds. */
const READ = 6000

let saying: ReturnType<typeof setTimeout> | undefined
let stopLooking = () => {}

/** Before each key: what was said of the one before is over. */
export function forgetRefused() {
  clearTimeout(saying)
  stopLooking()
  if (useStore.getState().refused) useStore.setState({ refused: null })
}

export function refuse(command: Command) {
  forgetRefused()
  saying = setTimeout(() => say(command), BETWEEN_STEPS)
}

/** Until it could be done, or has been read. */
function say(command: Command) {
  const canBeDone = (state: State) => command.unavailable(state) === null
  if (canBeDone(useStore.getState())) return
  useStore.setState({ refused: command })
  saying = setTimeout(forgetRefused, READ)
  stopLooking = useStore.subscribe((state) => {
    if (canBeDone(state)) forgetRefused()
  })
}

/** In a sentence or two; null where nothing was refused, or it could be done by now. */
export function refusedInWords(state: State): string | null {
  const { refused } = state
  const why = refused?.unavailable(state) ?? null
  return refused && why !== null ? `“${refused.label}” is not possible now. ${why}` : null
}
