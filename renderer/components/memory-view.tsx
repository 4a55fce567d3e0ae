/** An object's bytes: in hexadecimal, as text and as a structure, coloured by who wrote them last. */
import { useMemo } from 'react'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { type Byte, memoryAt } from '../model/memory.ts'
import type { SharedObject } from '../model/objects.ts'

const ROW = 16

interface Props {
  records: readonly TraceRecord[]
  object: SharedObject
  cursor: number
}

export function MemoryView({ records, object, cursor }: Props) {
  const { bytes, structure } = useMemo(
    () => memoryAt(records, object.address, object.first, cursor),
    [records, object, cursor],
  )
  const rows = Array.from({ length: bytes.length / ROW }, (_, index) => bytes.slice(index * ROW, (index + 1) * ROW))
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard */}
      <section className="mem" tabIndex={0} aria-label={`Bytes of ${object.address}`}>
        {rows.map((row, index) => (
          <HexRow key={index} offset={index * ROW} row={row} />
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

const classOf = ({ value, writer, changed }: Byte) =>
  [writer ?? '', changed ? 'changed' : '', value === 0 ? 'zero' : ''].filter(Boolean).join(' ')

function HexRow({ offset, row }: { offset: number; row: readonly Byte[] }) {
  return (
    <div className="hex">
      <i>{hex(offset, 4)}</i>
      <span>
        {row.map((byte, index) => (
          <b key={index} className={classOf(byte)}>
            {hex(byte.value, 2)}
          </b>
        ))}
      </span>
      <em>{row.map(({ value }) => character(value)).join('')}</em>
    </div>
  )
}
