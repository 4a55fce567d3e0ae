/** Which commands are meant by some words. */
import type { Command } from './command.ts'

/** Those that have all of the words, in any order: first those that have them in their names. */
export function found(commands: readonly Command[], wanted: string): readonly Command[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean)
  const has = (text: string) => words.every((word) => text.toLowerCase().includes(word))
  const byName = commands.filter(({ label }) => has(label))
  const others = commands.filter(({ label, meaning }) => !has(label) && has(`${label} ${meaning}`))
  return [...byName, ...others]
}
