/** What is in an object at the cursor, as far as the trace has seen it. */
import type { DataRecord, Structure, TraceRecord } from '../../electron/contract/trace.ts'

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

function write(bytes: Byte[], record: DataRecord) {
  const values = decode(record.bytes)
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (byte?.changed) bytes[at] = { ...byte, changed: false }
  }
  values.forEach((value, index) => {
    const at = record.offset + index
    while (bytes.length < at) bytes.push({ value: 0, writer: null, changed: false })
    const changed = (bytes[at]?.value ?? 0) !== value
    bytes[at] = { value, writer: record.participant, changed }
  })
}

/** Replays the writes to the object that lives from `first` on. */
export function memoryAt(records: readonly TraceRecord[], address: string, first: number, cursor: number): Memory {
  const bytes: Byte[] = []
  let structure: Structure | null = null
  for (let index = first; index <= cursor && index < records.length; index += 1) {
    const record = records[index]
    if (record?.kind !== 'data' || record.object !== address) continue
    if (record.access === 'write') write(bytes, record)
    structure = record.structure ?? structure
  }
  const rows = Math.max(FEWEST_ROWS, Math.ceil(bytes.length / ROW))
  while (bytes.length < rows * ROW) bytes.push({ value: 0, writer: null, changed: false })
  return { bytes, structure }
}
