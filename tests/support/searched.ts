/** Folders that file-search goes through, as Node lists them, and what its records tell of them. */
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { printed } from './stories.ts'

/** What the sample holds. */
export const SAMPLE = [
  'letters/notes.txt',
  'letters/old/notes.txt',
  'pictures/Grüße 你好.png',
  'pictures/photo 1.jpg',
  'readme.txt',
]
const FOUND = 'client: File found : '
/** With slashes, whatever the system parts folders with. */
export const withSlashes = (path: string) => path.replaceAll('\\', '/')
export const found = (records: TraceRecord[]) =>
  printed(records).flatMap((line) => (line.startsWith(FOUND) ? [withSlashes(line.slice(FOUND.length))] : []))

/** The names in the records that a participant has written or read, one after the other. */
export const carried = (records: TraceRecord[], access: 'read' | 'write') =>
  records.flatMap((record) => {
    if (record.kind !== 'data' || record.access !== access) return []
    return [String(record.structure?.fields.find(({ name }) => name === 'cFileName')?.value)]
  })

/** Every file below a folder, in the order of a search that enters folders as it comes to them; links are not followed. */
export function listing(folder: string, path = ''): string[] {
  const key = (name: string) => name.toUpperCase()
  const entries = readdirSync(join(folder, path), { withFileTypes: true })
  entries.sort((a, b) => (key(a.name) < key(b.name) ? -1 : 1))
  return entries.flatMap((entry) => {
    const inner = `${path}${entry.name}`
    if (entry.isDirectory()) return listing(folder, `${inner}/`)
    const leadsToFolder = entry.isSymbolicLink() && statSync(join(folder, inner)).isDirectory()
    return leadsToFolder ? [] : [inner]
  })
}

export function fill(folder: string, count: number, folders: number) {
  for (let each = 0; each < folders; each += 1) mkdirSync(join(folder, `folder ${each}`))
  for (let file = 0; file < count; file += 1)
    writeFileSync(join(folder, `folder ${file % folders}`, `${file}.txt`), '')
}
