/** Which places in the built files come from one source: a file may hold several, and its name says little. */
import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { basename, dirname, extname, join } from 'node:path'
import type { Position } from '../../native-bridge/trace.ts'

/** What a built file holds of the source: all of it is of that source, none of it, or some, as its map tells. */
type Share = 'all' | 'none' | SourceMap

const stem = (path: string) => basename(path, extname(path))

/** `source` is named from the project's root, with slashes. */
export function createIsOwn(source: string): (place: Position) => boolean {
  const shares = new Map<string, Share>()
  /** The one file that holds it, once that is known. */
  let home: string | null = null
  const ends = (path: string | undefined) => path?.endsWith(`/${source}`) === true

  function readShare(file: string): Share {
    const map = readMap(file)
    // Without a map there is but the name.
    if (map === null) return stem(file) === stem(source) ? 'all' : 'none'
    if (!map.includes(`/${source}"`)) return 'none'
    home = file
    const parsed = JSON.parse(map)
    return parsed.sources.length === 1 ? 'all' : new SourceMap(parsed)
  }
  function shareOf(file: string): Share {
    const known = shares.get(file)
    if (known !== undefined) return known
    const share = home === null || home === file ? readShare(file) : 'none'
    shares.set(file, share)
    return share
  }
  return ({ file, line, column }) => {
    // Mostly it has a file of its own and that name. The maps of the others are large: they would delay the first call.
    if (home === null) shareOf(join(dirname(file), `${stem(source)}${extname(file)}`))
    const share = shareOf(file)
    if (share === 'all' || share === 'none') return share === 'all'
    const entry = share.findEntry(line - 1, column - 1)
    return 'originalSource' in entry && ends(entry.originalSource)
  }
}

function readMap(file: string): string | null {
  try {
    return readFileSync(`${file}.map`, 'utf8')
  } catch {
    return null
  }
}
