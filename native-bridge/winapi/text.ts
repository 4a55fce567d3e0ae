/** Strings in shared memory, narrow and wide, each with the zero that ends it. */
import type { StringTouch } from '../touch/touch.ts'

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

export function createText(touch: StringTouch): Text {
  function read(base: number, offset: number, encoding: Encoding): string {
    const bytes = touch.readToZero(base, offset, unitOf(encoding))
    return bytes.toString(encoding, 0, bytes.length - unitOf(encoding))
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
