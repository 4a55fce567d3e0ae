/**
 * The way of gifts from the memory agent to the participant thread. Both a giver and its receiver wait until a gift is
 * handed over, and a message between threads takes longer than the kernel needs to map it: so it is written into memory
 * that both share. Where a thread takes none for long, so that there is no room left, gifts go through a port until all
 * of those are taken.
 */
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import type { Gift, Mapping } from '../../native-bridge/native.ts'
import { address } from '../../native-bridge/units.ts'
import { type Cells, GIFTS_POSTED, GIFTS_READ, GIFTS_RECEIVED, GIFTS_WRITTEN } from './cells.ts'

/** How many gifts there is room for; a power of two, as their counts begin again at -2^31. */
const ROOM = 256
/** The numbers that a gift is written as. */
const [ADDRESS, SIZE, TOKEN, TAG, FLAGS, NUMBERS] = [0, 1, 2, 3, 4, 5]
const READ_ONLY = 1
const HELD = 2

/** A field that is written nowhere. */
type Missing =
  | Exclude<keyof Gift, 'mapping' | 'tag' | 'held'>
  | Exclude<keyof Mapping, 'address' | 'size' | 'access' | 'token'>
/** Nothing, once there is such a field: then this does not compile. */
type WholeGift = [Missing] extends [never] ? Gift : never

export type GiftMemory = Float64Array<SharedArrayBuffer>

export const createGiftMemory = (): GiftMemory =>
  new Float64Array(new SharedArrayBuffer(ROOM * NUMBERS * Float64Array.BYTES_PER_ELEMENT))

const placeOf = (count: number) => (count & (ROOM - 1)) * NUMBERS

function write(memory: GiftMemory, at: number, { mapping, tag, held }: WholeGift) {
  memory[at + ADDRESS] = mapping.address
  memory[at + SIZE] = mapping.size
  memory[at + TOKEN] = mapping.token
  memory[at + TAG] = tag
  memory[at + FLAGS] = (mapping.access === 'read' ? READ_ONLY : 0) | (held ? HELD : 0)
}

function read(memory: GiftMemory, at: number): Gift {
  const number = (which: number) => memory[at + which] ?? 0
  const flags = number(FLAGS)
  const access = flags & READ_ONLY ? 'read' : 'read-write'
  const mapping = { address: address(number(ADDRESS)), size: number(SIZE), access, token: number(TOKEN) } as const
  return { mapping, tag: number(TAG), held: (flags & HELD) !== 0 }
}

/** Of the memory agent: hands over one gift. `port` is for those that there is no room for. */
export function createGiftWriter(memory: GiftMemory, cells: Cells, port: MessagePort): (gift: Gift) => void {
  const hasRoom = () => ((Atomics.load(cells, GIFTS_WRITTEN) - Atomics.load(cells, GIFTS_READ)) | 0) < ROOM
  /** What was posted comes after all that is written: nothing is written before it is taken. */
  const isOrdered = () => Atomics.load(cells, GIFTS_POSTED) === Atomics.load(cells, GIFTS_RECEIVED)

  return (gift) => {
    if (isOrdered() && hasRoom()) {
      write(memory, placeOf(Atomics.load(cells, GIFTS_WRITTEN)), gift)
      Atomics.add(cells, GIFTS_WRITTEN, 1)
    } else {
      port.postMessage(gift)
      Atomics.add(cells, GIFTS_POSTED, 1)
    }
  }
}

const NONE: readonly Gift[] = []

/** Of the participant thread: takes what was given since. It is asked before each use of an object, mostly in vain. */
export function createGiftReader(memory: GiftMemory, cells: Cells, port: MessagePort): () => readonly Gift[] {
  let taken = Atomics.load(cells, GIFTS_READ)
  let received = Atomics.load(cells, GIFTS_RECEIVED)

  function takeWritten(written: number, gifts: Gift[]) {
    for (; taken !== written; taken = (taken + 1) | 0) gifts.push(read(memory, placeOf(taken)))
    Atomics.store(cells, GIFTS_READ, taken)
  }
  function takePosted(posted: number, gifts: Gift[]) {
    for (; received !== posted; received = (received + 1) | 0) {
      const next = receiveMessageOnPort(port)
      if (!next) throw new Error('The memory agent has posted a gift that has not come.')
      gifts.push(next.message)
    }
    Atomics.store(cells, GIFTS_RECEIVED, received)
  }
  return () => {
    // First: while anything posted is not taken, nothing more is written that would have to come after it.
    const posted = Atomics.load(cells, GIFTS_POSTED)
    const written = Atomics.load(cells, GIFTS_WRITTEN)
    if (written === taken && posted === received) return NONE
    const gifts: Gift[] = []
    takeWritten(written, gifts)
    takePosted(posted, gifts)
    return gifts
  }
}
