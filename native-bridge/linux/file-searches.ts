/** Searches for files as FindFirstFile makes them: a folder is read once, and what was found is looked at one by one. */
import { type BigIntStats, lstatSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as data from '../find-data.ts'
import { type Answer, type FileSearches, type Handle, handle } from '../kernel-objects.ts'
import type { KernelLog } from '../trace.ts'
import { now } from '../units.ts'
import { winerror } from '../winerror.ts'

/** 100 ns from 1601 to 1970. */
const EPOCH = 116_444_736_000_000_000n
const REPARSE_TAG_SYMLINK = 0xa000_000c
/** Searches are no kernel objects, and their handles no multiples of 4 that objects have. */
const FIRST_SEARCH = 0x0100_0000

const refused = (code: number) => ({ ok: false, code }) as const

const codes: Readonly<Record<string, number>> = {
  ENOENT: winerror.ERROR_PATH_NOT_FOUND,
  ENOTDIR: winerror.ERROR_DIRECTORY,
  EACCES: winerror.ERROR_ACCESS_DENIED,
  ELOOP: winerror.ERROR_PATH_NOT_FOUND,
  ENAMETOOLONG: winerror.ERROR_PATH_NOT_FOUND,
}

/** Both kinds of slashes part folders, as on Windows. */
function partsOf(pattern: string): { folder: string; last: string } {
  const path = pattern.replaceAll('\\', '/')
  const slash = path.lastIndexOf('/')
  return { folder: slash < 0 ? '.' : path.slice(0, slash + 1), last: path.slice(slash + 1) }
}

/** Names are compared without regard to case, and *.* stands for all, with a dot or without. */
function fits(pattern: string): (name: string) => boolean {
  if (pattern === '*' || pattern === '*.*') return () => true
  const expression = [...pattern]
    .map((character) =>
      character === '*' ? '.*' : character === '?' ? '.' : character.replace(/[\\^$.|+()[\]{}]/, '\\$&'),
    )
    .join('')
  const whole = new RegExp(`^${expression}$`, 'isu')
  return (name) => whole.test(name)
}

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Null for a name that no record can carry. */
function nameOf(bytes: Buffer): string | null {
  try {
    const name = decoder.decode(bytes)
    return name.length <= data.LONGEST_FILE_NAME ? name : null
  } catch {
    return null
  }
}

const fileTime = (nanoseconds: bigint) => nanoseconds / 100n + EPOCH

/** A link to a folder is both on Windows, and a program that looks for folders only follows it. */
function attributesOf(stats: BigIntStats, name: string, leadsToFolder: boolean): number {
  const isDirectory = stats.isDirectory() || leadsToFolder
  let attributes = isDirectory ? data.FILE_ATTRIBUTE_DIRECTORY : data.FILE_ATTRIBUTE_ARCHIVE
  if (stats.isSymbolicLink()) {
    attributes = data.FILE_ATTRIBUTE_REPARSE_POINT | (isDirectory ? data.FILE_ATTRIBUTE_DIRECTORY : 0)
  }
  if ((stats.mode & 0o222n) === 0n) attributes |= data.FILE_ATTRIBUTE_READONLY
  return /^\.[^.]|^\.\.[^.]/.test(name) ? attributes | data.FILE_ATTRIBUTE_HIDDEN : attributes
}

const foundFile = (stats: BigIntStats, name: string, leadsToFolder: boolean) =>
  data.writeFindData({
    attributes: attributesOf(stats, name, leadsToFolder),
    created: fileTime(stats.birthtimeNs),
    accessed: fileTime(stats.atimeNs),
    written: fileTime(stats.mtimeNs),
    size: stats.isDirectory() ? 0n : stats.size,
    reparseTag: stats.isSymbolicLink() ? REPARSE_TAG_SYMLINK : 0,
    name,
  })

interface Search {
  readonly folder: string
  readonly names: readonly string[]
  /** How many of them have been looked at. */
  looked: number
}

export function createFileSearches(log: KernelLog): FileSearches {
  const searches = new Map<Handle, Search>()
  let made = 0

  /** Makes a call of Node's, each of which stands for a few of the kernel's. */
  function invoke<T>(name: string, path: string, call: () => T, show: (value: T) => string): T | number {
    const start = now()
    try {
      const value = call()
      log.add({ name, args: [path], result: show(value), errno: null, start, end: now() })
      return value
    } catch (error) {
      const { code = '', errno = 0 } = error as NodeJS.ErrnoException
      log.add({ name, args: [path], result: '-1', errno: { code: -errno, name: code }, start, end: now() })
      return codes[code] ?? winerror.ERROR_ACCESS_DENIED
    }
  }

  /** The names that fit, in the order of Windows' own file system, and how many cannot be told of. */
  function look(folder: string, last: string): { names: string[]; leftOut: number } | number {
    const listed = invoke(
      'readdir',
      folder,
      () => readdirSync(folder, { encoding: 'buffer' }),
      ({ length }) => `${length} entries`,
    )
    if (typeof listed === 'number') return listed
    const all = listed.map(nameOf)
    const known = all.flatMap((name) => (name === null ? [] : { name, key: name.toUpperCase() }))
    known.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    const names = ['.', '..', ...known.map(({ name }) => name)].filter(fits(last))
    return { names, leftOut: all.length - known.length }
  }

  const succeeds = () => '0'

  /** A link that leads nowhere, or in a circle, leads to no folder. */
  function leadsToFolder(path: string): boolean {
    const target = invoke('stat', path, () => statSync(path, { bigint: true }), succeeds)
    return typeof target !== 'number' && target.isDirectory()
  }

  /** What has gone since the folder was read is passed by. */
  function take(search: Search): Buffer | null {
    while (search.looked < search.names.length) {
      const name = search.names[search.looked] ?? ''
      search.looked += 1
      const path = join(search.folder, name)
      const stats = invoke('lstat', path, () => lstatSync(path, { bigint: true }), succeeds)
      if (typeof stats === 'number') continue
      return foundFile(stats, name, stats.isSymbolicLink() && leadsToFolder(path))
    }
    return null
  }

  return {
    first(pattern) {
      const { folder, last } = partsOf(pattern)
      if (pattern === '') return refused(winerror.ERROR_PATH_NOT_FOUND)
      if (last === '') return refused(winerror.ERROR_FILE_NOT_FOUND)
      const found = look(folder, last)
      if (typeof found === 'number') return refused(found)
      const search = { folder, names: found.names, looked: 0 }
      const file = take(search)
      if (!file) return refused(winerror.ERROR_FILE_NOT_FOUND)
      made += 1
      const of = handle(FIRST_SEARCH + 16 * made)
      searches.set(of, search)
      return { ok: true, value: { search: of, file, leftOut: found.leftOut } }
    },
    next(of): Answer<Buffer> {
      const search = searches.get(of)
      if (!search) return refused(winerror.ERROR_INVALID_HANDLE)
      const file = take(search)
      return file ? { ok: true, value: file } : refused(winerror.ERROR_NO_MORE_FILES)
    },
    close: (of) => (searches.delete(of) ? { ok: true, value: undefined } : refused(winerror.ERROR_INVALID_HANDLE)),
  }
}
