/** `export`: a recording for another tool. */
import { readFileSync, writeFileSync } from 'node:fs'
import { toChromeTrace } from '../recording/chrome-trace.ts'
import { NoRecording, readRecording } from '../recording/recording.ts'
import { UsageError } from '../supervisor/usage-error.ts'

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`The recording cannot be read: ${(error as Error).message}.`)
  }
}

function write(file: string, text: string) {
  try {
    writeFileSync(file, text)
  } catch (error) {
    throw new UsageError(`The export cannot be written: ${(error as Error).message}.`)
  }
}

/** Throws a UsageError for a file that is no recording, or that cannot be read or written. */
export function exportCommand(file: string, out: string | undefined) {
  const text = read(file)
  try {
    const exported = `${JSON.stringify(toChromeTrace(readRecording(text)))}\n`
    if (out === undefined) process.stdout.write(exported)
    else write(out, exported)
  } catch (error) {
    throw error instanceof NoRecording ? new UsageError(`${file}: ${error.message}`) : error
  }
}
