/** Strings in shared memory, narrow and wide, each with the zero that ends it. */
import type { Sections } from '../native.ts'
import type { Touch } from '../touch/touch.ts'
import type { HeldViews } from './views.ts'

export interface Text {
  /** The narrow string (UTF-8) at an address. Raises a Trap where none ends before its view does. */
  readNarrow(base: number, offset: number): string
  /** The wide string (UTF-16) at an address, likewise. */
  readWide(base: number, offset: number): string
  writeNarrow(base: number, offset: number, text: string): void
  writeWide(base: number, offset: number, text: string): void
}

type Encoding = 'utf8' | 'utf16le'
const unitOf = (encoding: Encoding) => (encoding === 'utf8' ? 1 : 2)

/** How many bytes there are before the zero; all of them where there is none. */
function lengthOf(bytes: Buffer, encoding: Encoding): number {
  const unit = unitOf(encoding)
  for (let at = 0; at + unit <= bytes.length; at += unit) if (bytes.readUIntLE(at, unit) === 0) return at
  return bytes.length
}

export function createText(sections: Sections, touch: Touch, { check }: HeldViews): Text {
  function read(base: number, offset: number, encoding: Encoding): string {
    const { size } = check(base, offset, 0, 'read')
    const rest = Buffer.alloc(size - offset)
    sections.read(base + offset, rest)
    const length = lengthOf(rest, encoding)
    // With the zero: where there is none, the first byte behind the view is what a program would touch.
    return touch.read(base, offset, length + unitOf(encoding)).toString(encoding, 0, length)
  }
  const write = (base: number, offset: number, text: string, encoding: Encoding) =>
    touch.write(base, offset, Buffer.from(`${text}\0`, encoding))

  return {
    readNarrow: (base, offset) => read(base, offset, 'utf8'),
    readWide: (base, offset) => read(base, offset, 'utf16le'),
    writeNarrow: (base, offset, text) => write(base, offset, text, 'utf8'),
    writeWide: (base, offset, text) => write(base, offset, text, 'utf16le'),
  }
}
