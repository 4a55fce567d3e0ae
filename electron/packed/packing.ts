/** Makes bytes of values, as parts.ts says. */

import { FRAME_HEADER, type Packable, type Parts, TAG } from './parts.ts'

/** Longer strings hardly come again, in characters. */
const LONGEST_KNOWN = 64
/** How many strings and names are remembered at a time. */
const MOST_KNOWN = 4096
const WHOLE = 2 ** 28
/** Of the strings that came last; a power of two. With it a request takes some 5 % less than with the map alone. */
const SLOTS = 512

/** Strings that come often differ in this mostly; for those that do not there is the map. */
function slotOf(text: string): number {
  const { length } = text
  const [first, middle, last] = [text.charCodeAt(0), text.charCodeAt(length >> 1), text.charCodeAt(length - 1)]
  return (length * 7 + first * 31 + middle * 13 + last * 3) & (SLOTS - 1)
}

export interface Packer<T> {
  /** Packs one more into the frame. */
  add(told: T): void
  /** Whoever begins to read only now understands what is added from here on. */
  forget(): void
  /** In bytes, of what was added since the last frame was taken. */
  readonly size: number
  /** All that was added, as one frame; it is overwritten by what is added next. */
  take(): Uint8Array
}

/** A place in the tree of all lists of names. */
interface Names {
  readonly next: Map<string, Names>
  /** The name that led on the last time, and where to: mostly it is the same again. */
  last: string
  lastPlace: Names | null
  number: number
}

const noNames = (): Names => ({ next: new Map(), last: '', lastPlace: null, number: -1 })

function follow(place: Names, name: string): Names {
  if (place.lastPlace && place.last === name) return place.lastPlace
  let next = place.next.get(name)
  if (!next) {
    next = noNames()
    place.next.set(name, next)
  }
  place.last = name
  place.lastPlace = next
  return next
}

/** `pack` packs one of what is added, for an unpacker with the readers that belong to it. */
export function createPacker<T>(pack: (parts: Parts, told: T) => void): Packer<T> {
  let bytes = Buffer.alloc(16 * 1024)
  let at = FRAME_HEADER
  const strings = new Map<string, number>()
  /** Which one stood in each slot last, and its number. */
  const recent: (string | null)[] = new Array(SLOTS).fill(null)
  const numbers: number[] = new Array(SLOTS).fill(0)
  let names = noNames()
  let objects = 0

  function reserve(count: number) {
    if (at + count <= bytes.length) return
    const larger = Buffer.alloc(2 * (at + count))
    bytes.copy(larger, 0, 0, at)
    bytes = larger
  }

  /** Seven bits a byte, the lowest first; the highest bit says that more follow. There is room. */
  function addCount(value: number) {
    let left = value
    for (; left > 0x7f; left >>>= 7) {
      bytes[at] = (left & 0x7f) | 0x80
      at += 1
    }
    bytes[at] = left
    at += 1
  }
  /** Room for it is made for whatever follows at once as well: a count of five bytes, or a double. */
  function addTag(tag: number) {
    reserve(16)
    bytes[at] = tag
    at += 1
  }
  function addNumbered(tag: number, value: number) {
    addTag(tag)
    addCount(value)
  }

  function addNumber(value: number) {
    if (Number.isInteger(value) && value >= 0 && value < WHOLE && !Object.is(value, -0)) {
      return addNumbered(TAG.whole, value)
    }
    addTag(TAG.double)
    at = bytes.writeDoubleLE(value, at)
  }
  function addDouble(value: number) {
    reserve(8)
    at = bytes.writeDoubleLE(value, at)
  }

  function addText(tag: number, text: string) {
    const size = Buffer.byteLength(text)
    addNumbered(tag, size)
    reserve(size)
    at += bytes.write(text, at, size, 'utf8')
  }
  function addString(text: string) {
    if (text.length > LONGEST_KNOWN) return addText(TAG.string, text)
    const slot = slotOf(text)
    if (recent[slot] === text) return addNumbered(TAG.knownString, numbers[slot] ?? 0)
    const known = strings.get(text)
    const number = known ?? strings.size
    if (known === undefined) {
      addText(TAG.newString, text)
      strings.set(text, number)
    } else addNumbered(TAG.knownString, number)
    recent[slot] = text
    numbers[slot] = number
  }

  function addNewNames(place: Names, object: Record<string, Packable>) {
    place.number = objects
    objects += 1
    const fields = Object.keys(object).filter((field) => object[field] !== undefined)
    addNumbered(TAG.newObject, fields.length)
    for (const field of fields) addText(TAG.string, field)
  }
  /** What is packed is plain: for-in finds its own fields only, and finds them fastest. */
  function addObject(object: Record<string, Packable>) {
    let place = names
    for (const field in object) if (object[field] !== undefined) place = follow(place, field)
    if (place.number >= 0) addNumbered(TAG.knownObject, place.number)
    else addNewNames(place, object)
    for (const field in object) if (object[field] !== undefined) addValue(object[field])
  }
  function addArray(values: Packable[]) {
    addNumbered(TAG.array, values.length)
    for (const value of values) addValue(value)
  }

  function addValue(value: Packable) {
    if (typeof value === 'string') addString(value)
    else if (typeof value === 'number') addNumber(value)
    else if (typeof value === 'boolean') addTag(value ? TAG.true : TAG.false)
    else if (Array.isArray(value)) addArray(value)
    else if (typeof value === 'object' && value !== null) addObject(value as Record<string, Packable>)
    else addTag(TAG.null)
  }

  const parts: Parts = {
    flags: addTag,
    count(value) {
      reserve(8)
      addCount(value)
    },
    double: addDouble,
    number: addNumber,
    text: addString,
    any: addValue,
  }

  function forget() {
    addTag(TAG.forget)
    strings.clear()
    recent.fill(null)
    names = noNames()
    objects = 0
  }

  return {
    add(told) {
      if (strings.size + objects > MOST_KNOWN) forget()
      pack(parts, told)
    },
    forget,
    get size() {
      return at - FRAME_HEADER
    },
    take() {
      bytes.writeUInt32LE(at - FRAME_HEADER, 0)
      const frame = bytes.subarray(0, at)
      at = FRAME_HEADER
      return frame
    },
  }
}
