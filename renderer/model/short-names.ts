/** Names as a narrow place has room for: without what several of them begin with. */
import { createUndo } from '../../electron/trace/undo.ts'
import { following, type Part } from './fold.ts'

const KIND = /^(Global|Local)\\/
/** Where a word begins: at a capital, or behind what parts words. */
const WORD = /(?<=[_.\-\s])|(?=[A-Z])/

interface Parted {
  readonly name: string
  readonly words: readonly string[]
}

/** How many of their first words are the same, without the last one of any. */
function sameWords(all: readonly Parted[]): number {
  const shortest = Math.min(...all.map(({ words }) => words.length))
  let same = 0
  while (same < shortest - 1 && all.every(({ words }) => words[same] === all[0]?.words[same])) same += 1
  return same
}

/** From each name to its short form, without what all begin with that share its first word. */
export function shortNames(names: readonly string[]): ReadonlyMap<string, string> {
  const parted = names.map((name): Parted => ({ name, words: name.replace(KIND, '').split(WORD) }))
  const short = ({ name, words }: Parted): [string, string] => {
    const family = parted.filter((other) => other.words[0] === words[0])
    return [name, words.slice(family.length > 1 ? sameWords(family) : 0).join('')]
  }
  return new Map(parted.map(short))
}

/** The short forms of all objects that a trace has told of by their names. */
export function createNames(): Part & { short(): ReadonlyMap<string, string> } {
  const names = new Set<string>()
  const undo = createUndo()
  let short = shortNames([])
  return {
    kinds: ['object'],
    take(record, index) {
      if (record.kind !== 'object' || record.type === 'process' || names.has(record.object)) return
      names.add(record.object)
      undo.at(index, () => names.delete(record.object))
    },
    cut: undo.cut,
    short() {
      if (short.size !== names.size || [...names].some((name) => !short.has(name))) short = shortNames([...names])
      return short
    },
  }
}

/** Those of the trace that is looked at. */
export const namesIn = following(createNames())
