/** What `sharemem serve` does: a session behind the browser host, until a signal or the starting process ends it. */
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openBrowser } from './browser/open-browser.ts'
import { type BrowserHost, startBrowserHost } from './browser-host.ts'
import { createSession, type Session } from './supervisor/session.ts'
import { MissingError, UsageError } from './supervisor/usage-error.ts'

export interface ServeOptions {
  /** As typed: 0 to 65535; 0 takes a free one. */
  readonly port: string
  /** Whether to open the browser, where there is one. */
  readonly open: boolean
  /** Whether the page begins in presenter mode. */
  readonly present?: boolean
  /** Where the address is written too, for as long as it is served. */
  readonly urlFile?: string
  print(line: string): void
}

const HIGHEST_PORT = 65_535

/** SIGBREAK is Ctrl+Break, SIGHUP a closed window, on Windows. */
const ENDING: NodeJS.Signals[] = [
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  ...(process.platform === 'win32' ? ['SIGBREAK' as const] : []),
]

/**
 * Resolves to the exit status once everything is gone. Rejects with a UsageError for a port that cannot be, and with a
 * MissingError for one that cannot be had.
 */
export async function serve({ port, open, present, urlFile, print }: ServeOptions): Promise<number> {
  const wanted = parsePort(port)
  // Heard from the first moment on, so that no signal finds a half-started host.
  const end = untilEnded()
  const session = createSession({ host: 'browser', runAsNode: false })
  const host = await start(session, wanted)
  const url = `${host.url}${present ? '#present' : ''}`
  print(`Sharemem is at ${url} (Ctrl+C ends it)`)
  if (urlFile !== undefined) writeUrl(urlFile, url)
  if (open) openBrowser(url)
  await end
  if (urlFile !== undefined) rmSync(urlFile, { force: true })
  await host.close()
  await session.dispose()
  return 0
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= HIGHEST_PORT) return port
  throw new UsageError(
    `The port ‘${text}’ is not allowed. Allowed is a whole number from 0 to ${HIGHEST_PORT}; 0 takes a free one.`,
  )
}

/** Under a name of its own first: whoever waits for the file finds all of it, or none. */
function writeUrl(file: string, url: string) {
  writeFileSync(`${file}.new`, `${url}\n`)
  renameSync(`${file}.new`, file)
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

/** How often it is checked whether npm is still there, in milliseconds. */
const PARENT_CHECK = 500

/**
 * Also when the process that started this one lets go of its channel, or dies, or when npm does, which passes no
 * signal on to what its shell has started. Later signals do nothing: a terminal and npm may both send a Ctrl+C.
 */
function untilEnded(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ENDING) process.on(signal, () => resolve())
    if (process.connected) process.on('disconnect', resolve)
    if (process.env.npm_lifecycle_event !== undefined) onOrphaned(resolve)
  })
}

function onOrphaned(ended: () => void): void {
  const { ppid } = process
  setInterval(() => process.ppid !== ppid && ended(), PARENT_CHECK).unref()
}
