/**
 * The way of gifts from the memory agent to the participant thread. Both a giver and its receiver wait until a gift is handed
 * over, and a message between threads takes longer than the kernel needs to map it: so it is written into memory that both
 * share. Where a thread takes none for long, so that there is no room left, the next ones go through a port.
 */
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import type { Gift } from '../../native-bridge/native.ts'
import { address } from '../../native-bridge/units.ts'
import { type Cells, GIVEN, POSTED, TAKEN, TAKEN_POSTED } from './cells.ts'

/** How many gifts there is room for; a power of two, as their counts begin again at -2^31. */
const ROOM = 256
/** The numbers that a gift is written as. */
const [ADDRESS, SIZE, TOKEN, TAG, FLAGS, NUMBERS] = [0, 1, 2, 3, 4, 5]
const READ_ONLY = 1
const HELD = 2

export type GiftMemory = Float64Array<SharedArrayBuffer>

export const createGiftMemory = (): GiftMemory =>
  new Float64Array(new SharedArrayBuffer(ROOM * NUMBERS * Float64Array.BYTES_PER_ELEMENT))

const placeOf = (count: number) => (count & (ROOM - 1)) * NUMBERS

function write(memory: GiftMemory, at: number, { mapping, tag, held }: Gift) {
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

/** Of the memory agent: hands over one gift. */
export function createGiftWriter(memory: GiftMemory, cells: Cells, port: MessagePort): (gift: Gift) => void {
  const hasRoom = () => ((Atomics.load(cells, GIVEN) - Atomics.load(cells, TAKEN)) | 0) < ROOM
  /** What was posted comes after all that is written: nothing is written before it is taken. */
  const isOrdered = () => Atomics.load(cells, POSTED) === Atomics.load(cells, TAKEN_POSTED)

  return (gift) => {
    if (isOrdered() && hasRoom()) {
      write(memory, placeOf(Atomics.load(cells, GIVEN)), gift)
      Atomics.add(cells, GIVEN, 1)
    } else {
      port.postMessage(gift)
      Atomics.add(cells, POSTED, 1)
    }
  }
}

const NONE: Gift[] = []

/** Of the participant thread: takes what was given since. It is asked before each use of an object, and mostly nothing was. */
export function createGiftReader(memory: GiftMemory, cells: Cells, port: MessagePort): () => Gift[] {
  let taken = 0
  let takenPosted = 0

  function takeWritten(given: number, gifts: Gift[]) {
    for (; taken !== given; taken = (taken + 1) | 0) gifts.push(read(memory, placeOf(taken)))
    Atomics.store(cells, TAKEN, taken)
  }
  function takePosted(posted: number, gifts: Gift[]) {
    for (; takenPosted !== posted; takenPosted = (takenPosted + 1) | 0)
      gifts.push(receiveMessageOnPort(port)?.message as Gift)
    Atomics.store(cells, TAKEN_POSTED, takenPosted)
  }
  return () => {
    // First: while anything posted is not taken, nothing more is written that would have to come after it.
    const posted = Atomics.load(cells, POSTED)
    const given = Atomics.load(cells, GIVEN)
    if (given === taken && posted === takenPosted) return NONE
    const gifts: Gift[] = []
    takeWritten(given, gifts)
    takePosted(posted, gifts)
    return gifts
  }
}
