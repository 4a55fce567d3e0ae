/** What is in an object at the cursor, as far as the trace has seen it. */
import type { DataRecord, Structure, TraceRecord } from '../../electron/contract/trace.ts'
import { countBefore, createFollower, type Part } from './fold.ts'
import { createPlacesByKey } from './places.ts'

export interface Byte {
  readonly value: number
  /** Who wrote it last; null when it was only read. */
  readonly writer: string | null
  /** Whether the latest write changed it. */
  readonly changed: boolean
}

export interface Memory {
  readonly bytes: readonly Byte[]
  /** The structure as it was laid out or read last. */
  readonly structure: Structure | null
}

const ROW = 16
const FEWEST_ROWS = 4

const decode = (base64: string): number[] => Array.from(atob(base64), (character) => character.charCodeAt(0))

/** `last` is the latest write of all: only that one tells what it has changed. */
function write(bytes: Byte[], { bytes: base64, offset, participant: writer }: DataRecord, last: boolean) {
  decode(base64).forEach((value, index) => {
    const at = offset + index
    while (bytes.length < at) bytes.push({ value: 0, writer: null, changed: false })
    bytes[at] = { value, writer, changed: last && (bytes[at]?.value ?? 0) !== value }
  })
}

/** So many writes apart it is kept what they have left, for whoever looks back. */
const APART = 64

interface Mark {
  /** The place of the latest write, and how many there are to this address up to it. */
  readonly index: number
  readonly count: number
  readonly bytes: readonly Byte[]
}

/** Those of each object that has been looked at, under its address and its first record. */
function createMarks() {
  const marks = new Map<string, Mark[]>()
  const part: Part = {
    kinds: [],
    take() {},
    cut(index) {
      for (const [key, own] of marks) {
        own.length = countBefore(own, index, (mark) => mark.index)
        if (own.length === 0) marks.delete(key)
      }
    },
  }
  return {
    part,
    of: (key: string): readonly Mark[] => marks.get(key) ?? [],
    add(key: string, mark: Mark) {
      const own = marks.get(key)
      if (own) own.push(mark)
      else marks.set(key, [mark])
    },
  }
}

const writes = createPlacesByKey(['data'], ({ access, object }) => (access === 'write' ? object : null))
const structures = createPlacesByKey(['data'], ({ structure, object }) => (structure ? object : null))
const marks = createMarks()
const follow = createFollower([writes, structures, marks.part])

/** Replays the writes to the object that lives from `first` on, from the last mark before the cursor. */
function bytesAt(records: readonly TraceRecord[], address: string, first: number, cursor: number): Byte[] {
  const places = writes.of(address)
  const [begin, end] = [places?.countUpTo(first - 1) ?? 0, places?.countUpTo(cursor) ?? 0]
  const key = `${address} ${first}`
  const own = marks.of(key)
  const mark = own[countBefore(own, end, ({ count }) => count) - 1]
  const bytes = mark?.bytes.slice() ?? []
  for (let count = (mark?.count ?? begin) + 1; count <= end; count += 1) {
    const index = places?.all[count - 1] ?? -1
    const record = records[index]
    if (record?.kind === 'data') write(bytes, record, count === end)
    if ((count - begin) % APART === 0 && count < end) marks.add(key, { index, count, bytes: bytes.slice() })
  }
  return bytes
}

/** What is known at the cursor of the object that lives from `first` on. */
export function memoryAt(records: readonly TraceRecord[], address: string, first: number, cursor: number): Memory {
  follow(records)
  const bytes = bytesAt(records, address, first, cursor)
  const rows = Math.max(FEWEST_ROWS, Math.ceil(bytes.length / ROW))
  while (bytes.length < rows * ROW) bytes.push({ value: 0, writer: null, changed: false })
  const seen = structures.of(address)?.upTo(cursor) ?? -1
  const record = seen >= first ? records[seen] : undefined
  return { bytes, structure: record?.kind === 'data' ? (record.structure ?? null) : null }
}
