/** From a place in a built file to the line of the source it was built from, by the build's source map. */
import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { dirname, isAbsolute, relative, resolve } from 'node:path'
import type { Position } from '../../native-bridge/trace.ts'
import type { SourcePosition } from '../contract/trace.ts'

const maps = new Map<string, SourceMap | null>()

function mapOf(file: string): SourceMap | null {
  const known = maps.get(file)
  if (known !== undefined) return known
  const map = readMap(file)
  maps.set(file, map)
  return map
}

function readMap(file: string): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')))
  } catch {
    return null
  }
}

/** A run makes its calls from the same few places, thousands of times. */
const known = new Map<string, SourcePosition | null>()

/** Null when the file is a built one and has no map. */
export function sourceOf(position: Position | null): SourcePosition | null {
  if (!position) return null
  const key = `${position.file}:${position.line}:${position.column}`
  const found = known.get(key)
  if (found !== undefined) return found
  const source = find(position)
  known.set(key, source)
  return source
}

function find(position: Position): SourcePosition | null {
  // The build has noted the place in the source itself.
  if (!isAbsolute(position.file)) return { file: position.file, line: position.line }
  const entry = mapOf(position.file)?.findEntry(position.line - 1, position.column - 1)
  if (!entry || !('originalSource' in entry) || !entry.originalSource) return null
  const folder = dirname(position.file)
  const source = resolve(folder, entry.originalSource)
  // A built file lies in dist/<program>/; sources are named from the project's root.
  const file = relative(resolve(folder, '../..'), source).replaceAll('\\', '/')
  return { file, line: entry.originalLine + 1 }
}
