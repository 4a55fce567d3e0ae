/**
 * Where the command line writes: standard output, and the file of a recording. Writing never throws: what cannot be
 * written is told once, in a sentence, and from then on nothing more is tried.
 */
import { closeSync, fstatSync, openSync, writeSync } from 'node:fs'
import { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import { isatty } from 'node:tty'
import { UsageError } from '../../supervisor/usage-error.ts'

export interface Output {
  write(text: string): void
  /** Resolves once everything is written, or once it is known that it cannot be. */
  end(): Promise<void>
  /** Resolves when something could not be written. */
  readonly failed: Promise<void>
  /** Whether all could be written so far. */
  isWhole(): boolean
  /** Whether nothing waits for a reader. */
  isIdle(): boolean
}

/** Told of the first failure only. */
type Fail = (error: NodeJS.ErrnoException) => void
type Sink = (fail: Fail) => Pick<Output, 'write' | 'end' | 'isIdle'>

const STANDARD_OUTPUT = 1
/** Whoever read has had enough, as `head` has: nothing to talk about. */
const HAD_ENOUGH = ['EPIPE', 'ECONNRESET', 'EOF']

/** Standard error may have gone as well: whatever happens to the sentence, it must not end this process. */
export function say(sentence: string) {
  try {
    // The console itself looks after some of its failures only.
    if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => {})
    console.error(sentence)
  } catch {}
}

function createOutput(sink: Sink, sentenceFor: (error: NodeJS.ErrnoException) => string | null): Output {
  let whole = true
  let tellFailed = () => {}
  const failed = new Promise<void>((resolve) => {
    tellFailed = resolve
  })
  const { write, end, isIdle } = sink((error) => {
    if (!whole) return
    whole = false
    const sentence = sentenceFor(error)
    if (sentence !== null) say(sentence)
    tellFailed()
  })
  return {
    write(text) {
      if (whole) write(text)
    },
    end,
    failed,
    isWhole: () => whole,
    isIdle: () => !whole || isIdle(),
  }
}

/** At once, so that all of it is there even if this process is killed. The system may take only a part at a time. */
const toFile =
  (file: number, close: () => void): Sink =>
  (fail) => {
    const attempt = (action: () => void) => {
      try {
        action()
      } catch (error) {
        fail(error as NodeJS.ErrnoException)
      }
    }
    return {
      write: (text) =>
        attempt(() => {
          const bytes = Buffer.from(text)
          for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
        }),
      end: async () => attempt(close),
      isIdle: () => true,
    }
  }

/** Whoever reads may be slow, or stop: what it has not taken yet waits here, and the run does not wait for it. */
const toReader =
  (stream: Writable, close: () => void): Sink =>
  (fail) => {
    stream.on('error', fail)
    return {
      write: (text) => stream.write(text),
      end: () => new Promise((resolve) => stream.write('', () => resolve(close()))),
      isIdle: () => stream.writableLength === 0,
    }
  }

/** What a descriptor stands for; null where the system does not tell, as under Wine. */
function kindOf(file: number): 'pipe' | 'terminal' | 'file' | null {
  try {
    const status = fstatSync(file)
    if (status.isFIFO() || status.isSocket()) return 'pipe'
    return isatty(file) ? 'terminal' : 'file'
  } catch {
    return null
  }
}

export function standardOutput(): Output {
  const kind = kindOf(STANDARD_OUTPUT)
  const close = () => {}
  const sink = kind === 'file' ? toFile(STANDARD_OUTPUT, close) : toReader(process.stdout, close)
  return createOutput(sink, ({ code = '', message }) => {
    const isClosedTerminal = kind === 'terminal' && code === 'EIO'
    return HAD_ENOUGH.includes(code) || isClosedTerminal ? null : `Standard output cannot be written: ${message}.`
  })
}

/** Throws a UsageError for a file that cannot be opened. */
export function recordingOutput(path: string): Output {
  const file = open(path)
  const close = () => closeSync(file)
  const sink = kindOf(file) === 'pipe' ? toPipe(file) : toFile(file, close)
  return createOutput(sink, ({ message }) => `The recording ‘${path}’ cannot be written any more: ${message}.`)
}

function toPipe(file: number): Sink {
  const pipe = new Socket({ fd: file, readable: false, writable: true })
  return toReader(pipe, () => pipe.destroy())
}

function open(path: string): number {
  try {
    return openSync(path, 'w')
  } catch (error) {
    throw new UsageError(`The recording cannot be written: ${(error as Error).message}.`)
  }
}
