/** An object's bytes: in hexadecimal, as text and as a structure, coloured by who wrote them last. */
import { useMemo } from 'react'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { type Byte, memoryAt } from '../model/memory.ts'
import type { SharedObject } from '../model/objects.ts'
import { castOfState, toneOf, useStore } from '../store.ts'

interface Props {
  records: readonly TraceRecord[]
  object: SharedObject
  cursor: number
  /** How many bytes stand in a row. */
  width: number
}

export function MemoryView({ records, object, cursor, width }: Props) {
  const { bytes, structure } = useMemo(
    () => memoryAt(records, object.name, object.first, cursor),
    [records, object, cursor],
  )
  const rows = Array.from({ length: bytes.length / width }, (_, row) => bytes.slice(row * width, (row + 1) * width))
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard */}
      <section className="mem" tabIndex={0} aria-label={`Bytes of ${object.name}`}>
        {rows.map((row, index) => (
          <HexRow key={index} offset={index * width} row={row} />
        ))}
      </section>
      {structure && (
        <p className="fields">
          <b>{structure.name}</b>
          {structure.fields.map(({ name, value }) => (
            <span key={name}>
              {name} <b>{String(value)}</b>
            </span>
          ))}
        </p>
      )}
    </>
  )
}

const hex = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, '0')
const character = (value: number) => (value >= 0x20 && value < 0x7f ? String.fromCharCode(value) : '.')

const classOf = ({ value, changed }: Byte, tone: string) =>
  [tone, changed ? 'changed' : '', value === 0 ? 'zero' : ''].filter(Boolean).join(' ')

function HexRow({ offset, row }: { offset: number; row: readonly Byte[] }) {
  const cast = useStore(castOfState)
  return (
    <div className="hex">
      <i>{hex(offset, 4)}</i>
      <span>
        {row.map((byte, index) => (
          <b key={index} className={classOf(byte, toneOf(cast, byte.writer))}>
            {hex(byte.value, 2)}
          </b>
        ))}
      </span>
      <em>{row.map(({ value }) => character(value)).join('')}</em>
    </div>
  )
}
