/** What `sharemem serve` does: a session behind the browser host, until it is to end. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createSession, type Session } from '../../supervisor/session.ts'
import { MissingError, UsageError } from '../../supervisor/usage-error.ts'
import type { Output } from '../cli/output.ts'
import { listenForEnd } from '../ending.mjs'
import { writeAddress } from './address-file.ts'
import { type BrowserHost, startBrowserHost } from './browser-host.ts'
import { openBrowser } from './open-browser.ts'

export interface ServeOptions {
  /** As typed: 0 to 65535; 0 takes a free one. */
  readonly port: string
  /** Whether to open the browser, where there is one. */
  readonly open: boolean
  /** Whether the page begins in presenter mode. */
  readonly present: boolean
  /** Where the address is written too, for as long as it is served. */
  readonly urlFile?: string
  /** Where the address is printed. */
  readonly output: Output
}

const HIGHEST_PORT = 65_535

/**
 * Resolves to the exit status once everything is gone. Rejects with a UsageError for a port or a file that cannot be,
 * and with a MissingError for a port that cannot be had.
 */
export async function serve(options: ServeOptions): Promise<number> {
  const port = parsePort(options.port)
  // Heard from the first moment on, so that no signal finds a half-started host.
  const ending = listenForEnd()
  const session = createSession({ host: 'browser', runAsNode: false })
  ending.forced.then(session.kill)
  const host = await start(session, port)
  let forget = () => {}
  try {
    forget = tell(`${host.url}${options.present ? '#present' : ''}`, options)
    // Without a reader nobody knows the address, unless a file holds it.
    if (options.urlFile === undefined) options.output.failed.then(ending.ask)
    await ending.asked
    return 0
  } finally {
    forget()
    await host.close()
    await session.dispose()
  }
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= HIGHEST_PORT) return port
  throw new UsageError(
    `The port ‘${text}’ is not allowed. Allowed is a whole number from 0 to ${HIGHEST_PORT}; 0 takes a free one.`,
  )
}

/** Tells the address as it was asked for. Returns what removes the files that hold it. */
function tell(url: string, { open, urlFile, output }: ServeOptions): () => void {
  const removals = urlFile === undefined ? [] : [write(urlFile, url)]
  output.write(`Sharemem is at ${url} (Ctrl+C ends it)\n`)
  if (open) removals.push(openBrowser(url))
  return () => {
    for (const remove of removals) remove()
  }
}

function write(file: string, url: string): () => void {
  try {
    return writeAddress(file, url)
  } catch (error) {
    throw new UsageError(`The address cannot be written to ‘${file}’: ${(error as Error).message}.`)
  }
}

async function start(session: Session, port: number): Promise<BrowserHost> {
  try {
    return await startBrowserHost({ session, port, rendererFolder: rendererFolder() })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'EADDRINUSE')
      throw new MissingError(`The port ${port} is in use. Leave --port out to take a free one.`)
    if (code === 'EACCES') throw new MissingError(`The port ${port} is not open to this user. Choose one above 1023.`)
    throw error
  }
}

/** Beside the built command line, in dist/. */
const rendererFolder = () => join(dirname(fileURLToPath(import.meta.url)), '../renderer')
