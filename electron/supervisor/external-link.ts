/** The supervisor's end of a program of somebody else's that it has started: no more than its process and its console. */
import { type ChildProcess, spawn } from 'node:child_process'
import { StringDecoder } from 'node:string_decoder'
import type { Programs } from '../../native-bridge/native.ts'
import { processId } from '../../native-bridge/units.ts'
import { type Exit, onEnd, type ParticipantLink, startChild } from './links.ts'

export interface ExternalEvents {
  /** It has printed this line. */
  output(text: string): void
  exit(exit: Exit): void
}

/** How much of what it prints is told, in characters; and the longest line. */
const MOST = 65_536
const LONGEST_LINE = 2000

/** The program at the beginning of a command line, and the rest as it stands there. */
export function splitCommandLine(line: string): { readonly program: string; readonly rest: string } {
  const [, quoted, plain, rest = ''] = /^\s*(?:"([^"]*)"?|(\S+))\s*([\s\S]*)$/.exec(line) ?? []
  return { program: quoted ?? plain ?? '', rest }
}

/** Calls `tell` for each line, as far as it is not too much. */
function readLines(child: ChildProcess, tell: (line: string) => void): () => void {
  let told = 0
  let begun = ''
  function line(text: string) {
    if (told > MOST) return
    told += text.length + 1
    tell(told > MOST ? '... (it prints more than is told here)' : text)
  }
  function add(text: string) {
    const [first = '', ...more] = (begun + text).split('\n')
    const lines = [first, ...more]
    begun = lines.pop() ?? ''
    for (const each of lines) line(each.replace(/\r$/, ''))
    if (begun.length < LONGEST_LINE) return
    line(begun)
    begun = ''
  }
  for (const stream of [child.stdout, child.stderr]) {
    const decoder = new StringDecoder('utf8')
    stream?.on('data', (bytes: Buffer) => add(decoder.write(bytes)))
    stream?.on('error', () => {})
  }
  return () => {
    if (begun !== '') line(begun)
    begun = ''
  }
}

/** Null for what is no program: a batch file, or a file of another kind. */
const start = (program: string, args: string[]) =>
  startChild(() =>
    // Its windows are to be seen: only what is written to its console goes through pipes.
    spawn(program, args, { argv0: `"${program}"`, windowsVerbatimArguments: true, stdio: ['pipe', 'pipe', 'pipe'] }),
  )

/** Starts it with these arguments behind its command line. Null when it cannot be started. */
export function linkExternal(
  commandLine: string,
  args: readonly string[],
  programs: Programs,
  events: ExternalEvents,
): ParticipantLink | null {
  const { program, rest } = splitCommandLine(commandLine)
  const line = [rest, ...args].filter((each) => each !== '')
  const child = start(program, line)
  if (!child) return null
  child.stdin?.on('error', () => {})
  const held = programs.hold(processId(child.pid))
  const flush = readLines(child, events.output)
  onEnd(child, (exit) => {
    flush()
    // What it has started may write on: that is nothing of this run any more.
    child.stdout?.destroy()
    child.stderr?.destroy()
    events.exit(exit)
  })
  return {
    pid: child.pid,
    command({ type }) {
      if (type === 'key' && child.stdin?.writable) child.stdin.end('\n')
    },
    kill: held.end,
    release: held.release,
  }
}
