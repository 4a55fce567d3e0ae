/** What a person can do with a button or a key, and why it cannot be done now. */
import type { MenuName } from '../electron/contract/desktop.ts'
import type { State } from './store.ts'

export interface Command {
  readonly id: string
  readonly label: string
  /** What it does, for somebody who sees it for the first time. */
  readonly meaning: string
  /** What else there is to know, for the list of keys and the tooltip. */
  readonly more?: string
  /** As `KeyboardEvent.key`, letters small; presenter remotes send PageDown and PageUp. */
  readonly keys: readonly string[]
  /** In which of the desktop app's menus it is; in none by itself. */
  readonly menu?: MenuName
  /** Whether a held key does it again and again: only where it looks at what is known already. */
  repeats?(state: State): boolean
  /** Why it cannot be done now, as a sentence; null when it can. */
  unavailable(state: State): string | null
  run(): void
}

/** A command's meaning in full. */
export const inFull = ({ meaning, more }: Command) => (more === undefined ? meaning : `${meaning}; ${more}`)
