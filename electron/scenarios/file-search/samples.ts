/** Folders to search for who has none at hand: made for one run, and taken away with it. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { Settings } from '../../contract/settings.ts'

const PREFIX = 'sharemem-files-'
/** Two of them have the same name. */
const few = [
  'letters/notes.txt',
  'letters/old/notes.txt',
  'pictures/Grüße 你好.png',
  'pictures/photo 1.jpg',
  'readme.txt',
]
/** Longer than most, so that not many rounds lead beyond the longest path. */
export const LINK = 'back to where the search has begun'
/** Four of them are longer than a path may be. */
const LONG = 'a folder with quite a long name, of which a few make a path that is too long'

function write(folder: string, path: string) {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, path)
}

function link(folder: string) {
  try {
    symlinkSync(folder, join(folder, 'pictures', LINK), 'junction')
  } catch (error) {
    throw new Error(`This system makes no link to a folder: ${(error as Error).message}`)
  }
}

/** What a record, or a program, has trouble with. */
function writeAwkward(folder: string) {
  write(folder, join(LONG, LONG, LONG, LONG, 'far away.txt'))
  mkdirSync(join(folder, LOCKED))
  chmodSync(join(folder, LOCKED), 0)
  // No text in UTF-8.
  if (process.platform === 'linux') writeFileSync(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.of(0xe9)]), '')
}
const LOCKED = 'locked'

function make(sample: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
  try {
    for (const path of few) write(folder, path)
    if (sample === 'loop') link(folder)
    if (sample === 'awkward') writeAwkward(folder)
  } catch (error) {
    remove(folder)
    throw error
  }
  return folder
}

function remove(folder: string) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Those of runs whose supervisor was killed. */
function sweep() {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = new RegExp(`^${PREFIX}(\\d+)-`).exec(name) ?? []
    if (pid === undefined || isAlive(Number(pid))) continue
    try {
      remove(join(tmpdir(), name))
    } catch {
      // Somebody else's, who will sweep it.
    }
  }
}

function makeSample(sample: unknown): string {
  try {
    sweep()
    return make(sample)
  } catch (error) {
    const { message } = error as Error
    throw new Error(`The sample cannot be made in the temporary folder ${tmpdir()}: ${message}. Choose a folder.`)
  }
}

/** Settings whose `folder` is the full path of one, and what is to be done when nobody searches it any more. */
export function prepare(settings: Settings): { settings: Settings; end(): void } {
  const chosen = String(settings.folder)
  if (chosen !== '') return { settings: { ...settings, folder: resolve(chosen) }, end() {} }
  const folder = makeSample(settings.sample)
  return { settings: { ...settings, folder }, end: () => remove(folder) }
}
