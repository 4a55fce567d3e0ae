/** What records have changed, so that it can be taken back from the last one on. */

export interface Undo {
  /** `back` undoes what the record at a place has changed; places come in order. */
  at(index: number, back: () => void): void
  /** Takes back all that was changed from a place on, the last first. */
  cut(index: number): void
}

export function createUndo(): Undo {
  const done: { readonly index: number; readonly back: () => void }[] = []
  return {
    at: (index, back) => void done.push({ index, back }),
    cut(index) {
      for (let last = done.at(-1); last && last.index >= index; last = done.at(-1)) {
        last.back()
        done.pop()
      }
    },
  }
}
