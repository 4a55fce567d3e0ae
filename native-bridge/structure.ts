/** C structures, declared once: little-endian, without padding but what the declaration names. */
import type { StructureValue } from './trace.ts'

type FieldType = 'u8' | 'u16' | 'u32' | 'f64' | { readonly chars: number }
type ValueOf<T> = T extends { readonly chars: number } ? string : number

type Declaration = Readonly<Record<string, FieldType>>
export type ValuesOf<D extends Declaration> = { -readonly [Name in keyof D]: ValueOf<D[Name]> }

const sizes = { u8: 1, u16: 2, u32: 4, f64: 8 } as const
const sizeOf = (type: FieldType) => (typeof type === 'string' ? sizes[type] : type.chars)

export interface Structure<D extends Declaration> {
  readonly name: string
  /** In bytes. */
  readonly size: number
  /** `bytes` must hold `size` bytes from `at` on. */
  read(bytes: Buffer, at?: number): ValuesOf<D>
  /** Characters that do not fit their field are cut at a whole character. */
  write(bytes: Buffer, values: ValuesOf<D>, at?: number): void
  /** The fields with their places, for the trace. */
  describe(values: ValuesOf<D>): StructureValue
}

function readField(bytes: Buffer, type: FieldType, at: number): string | number {
  if (type === 'u8') return bytes.readUInt8(at)
  if (type === 'u16') return bytes.readUInt16LE(at)
  if (type === 'u32') return bytes.readUInt32LE(at)
  if (type === 'f64') return bytes.readDoubleLE(at)
  const text = bytes.toString('utf8', at, at + type.chars)
  const end = text.indexOf('\0')
  return end < 0 ? text : text.slice(0, end)
}

function writeField(bytes: Buffer, type: FieldType, value: string | number, at: number) {
  if (type === 'u8') bytes.writeUInt8(Number(value), at)
  else if (type === 'u16') bytes.writeUInt16LE(Number(value), at)
  else if (type === 'u32') bytes.writeUInt32LE(Number(value), at)
  else if (type === 'f64') bytes.writeDoubleLE(Number(value), at)
  else bytes.fill(0, at, at + type.chars).write(String(value), at, type.chars, 'utf8')
}

/** The order of the declaration is the order in memory. */
export function structure<const D extends Declaration>(name: string, declaration: D): Structure<D> {
  let size = 0
  const fields = Object.entries(declaration).map(([field, type]) => {
    const offset = size
    size += sizeOf(type)
    return { field: field as keyof D & string, type, offset }
  })
  return {
    name,
    size,
    read(bytes, at = 0) {
      const values: Record<string, string | number> = {}
      for (const { field, type, offset } of fields) values[field] = readField(bytes, type, at + offset)
      return values as ValuesOf<D>
    },
    write(bytes, values, at = 0) {
      for (const { field, type, offset } of fields) writeField(bytes, type, values[field], at + offset)
    },
    describe: (values) => ({
      name,
      fields: fields.map(({ field, type, offset }) => ({
        name: field,
        offset,
        size: sizeOf(type),
        value: values[field],
      })),
    }),
  }
}
