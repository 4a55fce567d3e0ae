/**
 * The way of a participant thread's reports to control: bytes in memory that both share, since a thread that waits in the
 * kernel can send nothing, and each message between threads costs more than what it tells. Control looks when a bell has
 * been rung, and it is rung once until control has looked.
 */
import { BELL, type Cells, change, READ, sleepUntil, WRITTEN, whileWaiting } from './cells.ts'

/**
 * In bytes; a power of two. Some hundred reports, which control has within a few milliseconds: what lies here longer
 * might be told too late for its place in the trace.
 */
const SIZE = 128 * 1024

export type RingMemory = SharedArrayBuffer

export const createRingMemory = (): RingMemory => new SharedArrayBuffer(SIZE)

/** `later`: control may take a few milliseconds until it looks. */
export type Bell = 'later' | 'now'

export interface RingWriter {
  /** Waits while there is no room. */
  write(bytes: Uint8Array, bell: Bell): void
  /** Whether all that was written is where it is to go. */
  isDelivered(): boolean
}

/** How many bytes lie between two counts, which begin again at -2^31. */
const between = (later: number, earlier: number) => (later - earlier) | 0

export function createRingWriter(memory: RingMemory, cells: Cells, ring: (bell: Bell) => void): RingWriter {
  const ringBytes = new Uint8Array(memory)
  let written = Atomics.load(cells, WRITTEN)

  const room = () => SIZE - between(written, Atomics.load(cells, READ))

  function put(bytes: Uint8Array) {
    const start = written & (SIZE - 1)
    const untilEnd = Math.min(bytes.length, SIZE - start)
    ringBytes.set(bytes.subarray(0, untilEnd), start)
    ringBytes.set(bytes.subarray(untilEnd))
    written = (written + bytes.length) | 0
    Atomics.store(cells, WRITTEN, written)
  }

  function tell(bell: Bell) {
    if (Atomics.exchange(cells, BELL, 1) === 0 || bell === 'now') ring(bell)
  }

  return {
    write(bytes, bell) {
      let left = bytes
      while (left.length > room()) {
        const part = left.subarray(0, room())
        put(part)
        left = left.subarray(part.length)
        tell('now')
        whileWaiting(cells, () => sleepUntil(cells, () => room() > 0))
      }
      put(left)
      tell(room() < SIZE / 2 ? 'now' : bell)
    },
    isDelivered: () => Atomics.load(cells, READ) === written,
  }
}

export interface RingReader {
  /** What has been written since, and what is called once that is where it is to go; null when there is nothing. */
  take(): { bytes: Uint8Array; delivered: () => void } | null
}

export function createRingReader(memory: RingMemory, cells: Cells): RingReader {
  const ringBytes = new Uint8Array(memory)
  let taken = Atomics.load(cells, READ)

  function copy(count: number) {
    const start = taken & (SIZE - 1)
    const bytes = new Uint8Array(count)
    const untilEnd = Math.min(count, SIZE - start)
    bytes.set(ringBytes.subarray(start, start + untilEnd))
    bytes.set(ringBytes.subarray(0, count - untilEnd), untilEnd)
    return bytes
  }

  return {
    take() {
      // First: what is written after this rings again.
      Atomics.store(cells, BELL, 0)
      const count = between(Atomics.load(cells, WRITTEN), taken)
      if (count === 0) return null
      const bytes = copy(count)
      taken = (taken + count) | 0
      const end = taken
      return { bytes, delivered: () => change(cells, { [READ]: end }) }
    },
  }
}
