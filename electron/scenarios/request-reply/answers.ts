/** The server's answers in words, for a terminal. */

import { ERROR_MORE_DATA } from '../../../native-bridge/os2/errors.ts'
import type { DataRecord, Structure, TraceRecord } from '../../contract/trace.ts'

/** Those that the client has read. */
export function answerIn(record: TraceRecord): { exchange: number; lines: string[] } | null {
  if (record.kind !== 'data' || !isRead(record)) return null
  const { structure } = record
  return structure ? { exchange: Number(fieldOf(structure, 'id')), lines: linesOf(structure) } : null
}

const isRead = ({ participant, access, structure }: DataRecord) =>
  participant === 'client' && access === 'read' && structure?.name === 'REPLY'

const fieldOf = ({ fields }: Structure, name: string) => fields.find((field) => field.name === name)?.value

function linesOf(structure: Structure): string[] {
  const text = fieldOf(structure, 'text')
  if (text !== undefined) return [`= ${text}`]
  const rows = (structure.rows ?? []).map(
    ({ symbol, name, number, mass, category }) => `= ${symbol} ${name}, ${number}, ${mass} u, ${category}`,
  )
  if (rows.length === 0) return ['= nothing found']
  const cut = fieldOf(structure, 'status') === ERROR_MORE_DATA
  return cut ? [...rows, `(cut: the whole answer needs ${fieldOf(structure, 'sizeNeeded')} bytes)`] : rows
}
