/** `export`: a recording for another tool. */
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { scenarios } from '../../scenarios/catalogue.ts'
import { UsageError } from '../../supervisor/usage-error.ts'
import { toChromeTrace } from '../../trace/chrome-trace.ts'
import { cutOffText, NoRecording, readRecording } from '../../trace/recording.ts'

const known = scenarios.map(({ info }) => info.id)

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

/** Which file a path leads to, whatever the path and the links on it; null when it leads to none that can be seen. */
function identityOf(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true })
    return `${dev} ${ino}`
  } catch {
    return null
  }
}

/**
 * Writes to `out`, or has it printed without. Returns what is missing of the recording, as a sentence, or null. Throws a
 * UsageError for a file that is no recording, that cannot be read or written, or that would be overwritten by its own
 * export.
 */
export async function exportCommand(
  file: string,
  out: string | undefined,
  print: (text: string) => Promise<void>,
): Promise<string | null> {
  const text = read(file)
  if (out !== undefined && identityOf(file) === identityOf(out)) {
    throw new UsageError(`The export would overwrite the recording ‘${file}’. Name another file with --out.`)
  }
  try {
    const { cutOff, ...recording } = readRecording(text, known)
    const exported = JSON.stringify(toChromeTrace(recording))
    if (out === undefined) await print(exported)
    else write(out, `${exported}\n`)
    return cutOff === undefined ? null : `${file}: ${cutOffText(cutOff)}`
  } catch (error) {
    throw error instanceof NoRecording ? new UsageError(`${file}: ${error.message}`) : error
  }
}
