/** Files that hold the secret address: for this user's eyes only, and for as long as it is served. */
import { randomBytes } from 'node:crypto'
import { existsSync, lstatSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Made anew, never opened where something is: neither another's file nor a link is followed. */
const PRIVATE = { mode: 0o600, flag: 'wx' } as const

/** The file that is there now; null when there is none. */
function identityOf(path: string): string | null {
  const status = lstatSync(path, { bigint: true, throwIfNoEntry: false })
  return status ? `${status.dev} ${status.ino}` : null
}

/**
 * Writes the address to a file that somebody waits for: all of it is there at once. Returns what removes it again, if
 * it is still the same file. Throws the system's error when it cannot be written.
 */
export function writeAddress(path: string, url: string): () => void {
  const unfinished = `${path}.${randomBytes(8).toString('hex')}`
  try {
    writeFileSync(unfinished, `${url}\n`, PRIVATE)
    renameSync(unfinished, path)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
  const written = identityOf(path)
  return () => {
    if (identityOf(path) === written) rmSync(path, { force: true })
  }
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** No script, and nothing loaded: it leads on, by itself or by its link. */
const pageFor = (url: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">
    <meta name="referrer" content="no-referrer">
    <meta http-equiv="refresh" content="0; url=${escaped(url)}">
    <title>Sharemem</title>
  </head>
  <body><p><a href="${escaped(url)}">Sharemem</a></p></body>
</html>
`

export interface Redirect {
  /** Leads a browser to the address, and may be seen by anybody: `file:///...`. */
  readonly page: string
  remove(): void
}

/** A browser that was installed as a snap sees nothing of the folder for temporary files, and nothing hidden. */
const folderForPages = () => (existsSync(join(homedir(), 'snap')) ? homedir() : tmpdir())

/** Any user can read what a program was started with, so a browser is not started with the address itself. */
export function createRedirect(url: string): Redirect {
  const folder = mkdtempSync(join(folderForPages(), 'sharemem-'))
  const file = join(folder, 'open.html')
  writeFileSync(file, pageFor(url), PRIVATE)
  return { page: pathToFileURL(file).href, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
