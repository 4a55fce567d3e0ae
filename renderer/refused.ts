/** A key whose command cannot be done says why, as the palette does: one that does nothing would seem to be broken. */
import type { Command } from './command.ts'
import { type State, useStore } from './store.ts'

/** Between two steps nobody can be released for a moment, of which nothing is said, in milliseconds. */
const MOMENT = 150
/** How long it can be read, in milliseconds. */
const READ = 6000

let saying: ReturnType<typeof setTimeout> | undefined

/** Before each key: what was said of the one before is over. */
export function forgetRefused() {
  clearTimeout(saying)
  if (useStore.getState().refused) useStore.setState({ refused: null })
}

export function refuse(command: Command) {
  forgetRefused()
  saying = setTimeout(() => {
    if (command.unavailable(useStore.getState()) === null) return
    useStore.setState({ refused: command })
    saying = setTimeout(forgetRefused, READ)
  }, MOMENT)
}

/** In a sentence or two; null as soon as it could be done. */
export function refusedInWords(state: State): string | null {
  const { refused } = state
  const why = refused?.unavailable(state) ?? null
  return refused && why !== null ? `“${refused.label}” is not possible now. ${why}` : null
}
