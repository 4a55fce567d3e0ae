/** Where in a program something was done, packed: in the built file as its participant tells it, or in the source. */
import type { ParticipantEvent } from '../contract/participant.ts'
import type { SourcePosition } from '../contract/trace.ts'
import { BadFrame, type Parts, type ReadParts } from './parts.ts'
import type { Whole } from './ways.ts'

type Position = Whole<NonNullable<(ParticipantEvent & { kind: 'call' })['position']>, 'file' | 'line' | 'column'>
type Source = Whole<SourcePosition, 'file' | 'line'>

/** Of a line or a column, from 1. */
function unpackOrdinal(parts: ReadParts): number {
  const value = parts.count()
  if (value === 0) throw new BadFrame('a line or a column is none')
  return value
}

export function packPosition(parts: Parts, { file, line, column }: Position): void {
  parts.text(file)
  parts.count(line)
  parts.count(column)
}
export const unpackPosition = (parts: ReadParts): Position => ({
  file: parts.text(),
  line: unpackOrdinal(parts),
  column: unpackOrdinal(parts),
})

export function packSource(parts: Parts, { file, line }: Source): void {
  parts.text(file)
  parts.count(line)
}
export const unpackSource = (parts: ReadParts): Source => ({ file: parts.text(), line: unpackOrdinal(parts) })
