/** A command line as one string, taken apart as Windows' C programs take theirs. Source: Parsing C command-line arguments. */

/** Spaces and tabs part arguments. */
const isBlank = (character: string | undefined) => character === ' ' || character === '\t'

/** The program's name obeys simpler rules: it ends with its quote, and no backslash means anything. */
function takeProgram(line: string): { program: string; rest: number } {
  const isQuoted = line.startsWith('"')
  const end = isQuoted ? line.indexOf('"', 1) : [...line].findIndex(isBlank)
  if (end < 0) return { program: line.slice(isQuoted ? 1 : 0), rest: line.length }
  return { program: line.slice(isQuoted ? 1 : 0, end), rest: end + 1 }
}

interface Taken {
  readonly argument: string
  readonly next: number
}

/** Backslashes are themselves, unless a quote follows: then two make one, and one makes the quote a character. */
function takeArgument(line: string, from: number): Taken {
  let argument = ''
  let isQuoted = false
  let at = from
  while (at < line.length && (isQuoted || !isBlank(line[at]))) {
    let backslashes = 0
    while (line[at] === '\\') {
      backslashes += 1
      at += 1
    }
    if (line[at] !== '"') {
      argument += '\\'.repeat(backslashes)
      if (backslashes === 0) {
        argument += line[at]
        at += 1
      }
      continue
    }
    argument += '\\'.repeat(Math.floor(backslashes / 2))
    const isDoubled = isQuoted && line[at + 1] === '"'
    if (backslashes % 2 === 1 || isDoubled) argument += '"'
    else isQuoted = !isQuoted
    at += backslashes % 2 === 0 && isDoubled ? 2 : 1
  }
  return { argument, next: at }
}

/** The program's name and its arguments; an empty name for an empty line. */
export function parseCommandLine(line: string): { readonly program: string; readonly args: string[] } {
  const { program, rest } = takeProgram(line.trimStart())
  const text = line.trimStart()
  const args: string[] = []
  let at = rest
  for (;;) {
    while (isBlank(text[at])) at += 1
    if (at >= text.length) return { program, args }
    const { argument, next } = takeArgument(text, at)
    args.push(argument)
    at = next
  }
}
