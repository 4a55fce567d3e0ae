/** A touch of shared memory, packed field by field, with the structure that was laid out or read there. */
import type { ParticipantEvent } from '../contract/participant.ts'
import type { DataRecord, Structure } from '../contract/trace.ts'
import { BadFrame, oneOf, type Parts, type ReadParts } from './parts.ts'
import { packPosition, packSource, unpackPosition, unpackSource } from './places.ts'

export type DataEvent = ParticipantEvent & { kind: 'data' }
/** What both have. */
type Data = Omit<DataEvent, 'position'> & Omit<DataRecord, 'participant' | 'source'>
type Field = Structure['fields'][number]
type Value = Field['value']
type Row = NonNullable<Structure['rows']>[number]

const ACCESSES = ['read', 'write'] as const

/** Which of its fields are there. */
const HAS = { structure: 1, rows: 2, held: 4, place: 8 }

/** A field that is packed nowhere. */
type Missing =
  | Exclude<
      keyof Data,
      'kind' | 't' | 'object' | 'access' | 'offset' | 'length' | 'bytes' | 'text' | 'structure' | 'held'
    >
  | Exclude<keyof Structure, 'name' | 'fields' | 'rows'>
  | Exclude<keyof Field, 'name' | 'offset' | 'size' | 'value'>
/** Nothing, once there is such a field: then this does not compile before the field is packed. */
type Whole<D> = [Missing] extends [never] ? D : never

function packField(parts: Parts, { name, offset, size, value }: Field) {
  parts.text(name)
  parts.number(offset)
  parts.number(size)
  parts.any(value)
}
function packRow(parts: Parts, row: Row) {
  const names = Object.keys(row)
  parts.count(names.length)
  for (const name of names) {
    parts.text(name)
    parts.any(row[name])
  }
}
function packStructure(parts: Parts, { name, fields, rows }: Structure) {
  parts.text(name)
  parts.count(fields.length)
  for (const field of fields) packField(parts, field)
  if (!rows) return
  parts.count(rows.length)
  for (const row of rows) packRow(parts, row)
}

function packData(parts: Parts, data: Data, hasPlace: boolean) {
  const { access, t, object, offset, length, bytes, text, structure, held } = data
  parts.flags(
    (structure ? HAS.structure : 0) |
      (structure?.rows ? HAS.rows : 0) |
      (held === undefined ? 0 : HAS.held) |
      (hasPlace ? HAS.place : 0),
  )
  parts.flags(ACCESSES.indexOf(access))
  parts.double(t)
  parts.text(object)
  parts.number(offset)
  parts.number(length)
  parts.text(bytes)
  parts.text(text)
  if (structure) packStructure(parts, structure)
  if (held !== undefined) parts.double(held)
}

export function packDataEvent(parts: Parts, event: Whole<DataEvent>): void {
  const { position } = event
  packData(parts, event, position !== null)
  if (position) packPosition(parts, position)
}

export function packDataRecord(parts: Parts, record: Whole<DataRecord>): void {
  const { participant, source } = record
  packData(parts, record, source !== undefined)
  parts.text(participant)
  if (source) packSource(parts, source)
}

function unpackValue(parts: ReadParts): Value {
  const value = parts.any()
  if (typeof value !== 'string' && typeof value !== 'number') throw new BadFrame('a value is neither text nor number')
  // JSON has no such numbers, and the contract none either.
  return typeof value === 'string' || Number.isFinite(value) ? value : String(value)
}
function unpackFields(parts: ReadParts): Field[] {
  const fields: Field[] = []
  for (let left = parts.count(); left > 0; left -= 1) {
    fields.push({ name: parts.text(), offset: parts.number(), size: parts.number(), value: unpackValue(parts) })
  }
  return fields
}
function unpackRow(parts: ReadParts): Row {
  const row: Row = {}
  for (let left = parts.count(); left > 0; left -= 1) {
    const name = parts.fieldName()
    row[name] = unpackValue(parts)
  }
  return row
}
function unpackRows(parts: ReadParts): Row[] {
  const rows: Row[] = []
  for (let left = parts.count(); left > 0; left -= 1) rows.push(unpackRow(parts))
  return rows
}
function unpackStructure(parts: ReadParts, hasRows: boolean): Structure {
  const structure: Structure = { name: parts.text(), fields: unpackFields(parts) }
  if (hasRows) structure.rows = unpackRows(parts)
  return structure
}

/** What both have, and what there may be. */
function unpackData(parts: ReadParts, flags: number) {
  const access = oneOf(ACCESSES, parts.flags())
  const t = parts.double()
  const object = parts.text()
  const offset = parts.number()
  const length = parts.number()
  const bytes = parts.text()
  const text = parts.text()
  const structure = flags & HAS.structure ? unpackStructure(parts, (flags & HAS.rows) !== 0) : undefined
  const held = flags & HAS.held ? parts.double() : undefined
  return { t, object, access, offset, length, bytes, text, structure, held }
}

export function unpackDataEvent(parts: ReadParts): DataEvent {
  const flags = parts.flags()
  const { t, object, access, offset, length, bytes, text, structure, held } = unpackData(parts, flags)
  const position = flags & HAS.place ? unpackPosition(parts) : null
  const event: DataEvent = { kind: 'data', t, object, access, offset, length, bytes, text, position }
  if (structure) event.structure = structure
  if (held !== undefined) event.held = held
  return event
}

export function unpackDataRecord(parts: ReadParts): DataRecord {
  const flags = parts.flags()
  const { t, object, access, offset, length, bytes, text, structure, held } = unpackData(parts, flags)
  const participant = parts.text()
  const record: DataRecord = { kind: 'data', t, participant, object, access, offset, length, bytes, text }
  if (structure) record.structure = structure
  if (held !== undefined) record.held = held
  if (flags & HAS.place) record.source = unpackSource(parts)
  return record
}
