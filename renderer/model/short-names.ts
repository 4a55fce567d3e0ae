/** Names as a narrow place has room for: without what all of them begin with. */
import { createUndo } from '../../electron/trace/undo.ts'
import type { Part } from './fold.ts'

const KIND = /^(Global|Local)\\/
/** Where a word begins: at a capital, or behind what parts words. */
const WORD = /(?<=[_.\-\s])|(?=[A-Z])/

/** From each name to its short form, in which they still differ. */
export function shortNames(names: readonly string[]): ReadonlyMap<string, string> {
  if (names.length < 2) return new Map(names.map((name) => [name, name.replace(KIND, '')]))
  const bare = names.map((name) => name.replace(KIND, ''))
  const words = bare.map((name) => name.split(WORD))
  const shortest = Math.min(...words.map(({ length }) => length))
  let same = 0
  while (same < shortest - 1 && words.every((each) => each[same] === words[0]?.[same])) same += 1
  return new Map(names.map((name, index) => [name, words[index]?.slice(same).join('') ?? name]))
}

/** The short forms of all objects that a trace has told of by their names. */
export function createNames(): Part & { short(): ReadonlyMap<string, string> } {
  const names = new Set<string>()
  const undo = createUndo()
  let short = shortNames([])
  return {
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
