/** Makes values of bytes again. What was never packed raises a BadFrame: the bytes come from another process. */
import { BadFrame, FRAME_HEADER, MOST_COUNTED, type ReadParts, TAG } from './parts.ts'
import type { Readers } from './ways.ts'

export interface Unpacker {
  /** What was packed in all frames that are whole by now; a frame may come in pieces. */
  unpack(piece: Uint8Array): unknown[]
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

const NOTHING: Uint8Array = new Uint8Array()

/** What has not been unpacked of the bytes before, and what has come; in place where nothing is left. */
function joined(rest: Uint8Array, piece: Uint8Array): Uint8Array {
  if (rest.length === 0) return piece
  const all = new Uint8Array(rest.length + piece.length)
  all.set(rest)
  all.set(piece, rest.length)
  return all
}

/**
 * `readers` are of what is packed field by field. `check` returns what may be believed of any other value, or raises an
 * error.
 */
export function createUnpacker(readers: Readers, check: (value: unknown) => unknown = (value) => value): Unpacker {
  /** What has come and is not unpacked yet. */
  let bytes: Uint8Array = NOTHING
  let view = new DataView(bytes.buffer)
  let at = 0
  let end = 0
  let strings: string[] = []
  let objects: string[][] = []

  function byte(): number {
    const value = at < end ? bytes[at] : undefined
    if (value === undefined) throw new BadFrame('a frame ends within a value')
    at += 1
    return value
  }
  function count(): number {
    let value = 0
    for (let worth = 1; worth < 2 ** 35; worth *= 128) {
      const next = byte()
      value += (next & 0x7f) * worth
      if (next < 0x80 && value <= MOST_COUNTED) return value
    }
    throw new BadFrame('a count is too large, or has no end')
  }
  function double(): number {
    if (at + 8 > end) throw new BadFrame('a frame ends within a number')
    at += 8
    return view.getFloat64(at - 8, true)
  }
  function text(): string {
    const size = count()
    if (at + size > end) throw new BadFrame('a frame ends within a string')
    at += size
    return decoder.decode(bytes.subarray(at - size, at))
  }
  function newString(): string {
    const value = text()
    strings.push(value)
    return value
  }
  function known<T>(list: readonly T[]): T {
    const value = list[count()]
    if (value === undefined) throw new BadFrame('a number stands for nothing')
    return value
  }
  /** An assignment to it would be none of a field. */
  function asFieldName(name: string): string {
    if (name === '__proto__') throw new BadFrame('no field has that name')
    return name
  }
  function names(): string[] {
    const fields: string[] = []
    for (let left = count(); left > 0; left -= 1) {
      if (byte() !== TAG.string) throw new BadFrame('the name of a field is no string')
      fields.push(asFieldName(text()))
    }
    objects.push(fields)
    return fields
  }
  function object(fields: string[]) {
    const values: Record<string, unknown> = {}
    for (const field of fields) values[field] = value()
    return values
  }
  function array(): unknown[] {
    const values: unknown[] = []
    for (let left = count(); left > 0; left -= 1) values.push(value())
    return values
  }
  function string(): string {
    const found = value()
    if (typeof found !== 'string') throw new BadFrame('what should be a string is none')
    return found
  }
  function finite(): number {
    const number = double()
    if (!Number.isFinite(number)) throw new BadFrame('a number is infinite, or none')
    return number
  }
  function number(): number {
    const found = value()
    if (typeof found !== 'number' || !Number.isFinite(found)) throw new BadFrame('what should be a number is none')
    return found
  }
  const fieldName = () => asFieldName(string())
  const parts: ReadParts = { flags: byte, count, double: finite, number, text: string, fieldName, any: value }

  function value(): unknown {
    const tag = byte()
    switch (tag) {
      case TAG.knownString:
        return known(strings)
      case TAG.whole:
        return count()
      case TAG.double:
        return double()
      case TAG.knownObject:
        return object(known(objects))
      case TAG.newString:
        return newString()
      case TAG.string:
        return text()
      case TAG.newObject:
        return object(names())
      case TAG.array:
        return array()
      case TAG.null:
        return null
      case TAG.false:
        return false
      case TAG.true:
        return true
      default:
        throw new BadFrame(`${tag} begins no value`)
    }
  }

  function takeItem(values: unknown[]) {
    const tag = bytes[at] ?? TAG.null
    const read = readers[tag]
    if (!read && tag !== TAG.forget) return values.push(check(value()))
    at += 1
    if (read) return values.push(read(parts))
    strings = []
    objects = []
  }
  function takeFrame(values: unknown[]) {
    end = at + FRAME_HEADER + view.getUint32(at, true)
    at += FRAME_HEADER
    while (at < end) takeItem(values)
  }
  const hasFrame = () =>
    at + FRAME_HEADER <= bytes.length && at + FRAME_HEADER + view.getUint32(at, true) <= bytes.length

  return {
    unpack(piece) {
      bytes = joined(bytes.subarray(at), piece)
      view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      at = 0
      const values: unknown[] = []
      while (hasFrame()) takeFrame(values)
      // The piece is its giver's again, but for a frame that has not come to its end.
      if (at === bytes.length) bytes = NOTHING
      else bytes = bytes.slice(at)
      at = 0
      return values
    },
  }
}
