/** What went wrong, in a file: a packed program on Windows has no console. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { inspect } from 'node:util'

/** In bytes. The file before this one is kept as well, so that both take at most twice as much. */
const LARGEST = 512 * 1024
/** Of one entry, in characters. */
const LONGEST = 16 * 1024

export interface Log {
  readonly file: string
  /** Writes to the file and to the console; never throws. */
  report(error: unknown): void
}

const earlier = (file: string) => `${file}.1`

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

/** What Node itself would print of it. */
const textOf = (error: unknown) => (typeof error === 'string' ? error : inspect(error)).slice(0, LONGEST)

export function createLog(file: string, now = () => new Date()): Log {
  function write(entry: string) {
    mkdirSync(dirname(file), { recursive: true })
    if (sizeOf(file) + Buffer.byteLength(entry) > LARGEST) renameSync(file, earlier(file))
    appendFileSync(file, entry, { mode: 0o600 })
  }
  return {
    file,
    report(error) {
      const text = textOf(error)
      console.error(text)
      try {
        write(`${now().toISOString()} ${text}\n`)
      } catch (failure) {
        console.error(`The log cannot be written: ${textOf(failure)}`)
      }
    },
  }
}
