/** Arguments and results of a call as they are shown: one handle is written in one way wherever it stands. */
import type { Arguments, Result } from './words.ts'

type Value = Arguments[string]

/** Handles by their names: hab, hmq, hwnd, hwndOwner, hEvent. */
const HANDLE = /^h(?:ab|mq|wnd\w*|[A-Z]\w*)$/

const DIGITS = 8
const hexadecimal = (value: number) => `0x${(value >>> 0).toString(16).toUpperCase().padStart(DIGITS, '0')}`

/** `0x00000001` of a handle, as in the heads and the calls that return one. */
export function shownArgument(name: string, value: Value): string {
  if (value === null) return 'NULL'
  return typeof value === 'number' && HANDLE.test(name) ? hexadecimal(value) : String(value)
}

/** A result's value, and its name where that is another one. */
export function shownResult({ code, name }: Result): readonly [value: string, name: string | null] {
  if (name.startsWith('0x')) return [name, null]
  return HANDLE.test(name) ? [hexadecimal(code), name] : [String(code), name]
}
