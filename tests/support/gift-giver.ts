/** A memory agent that only hands gifts over, in bursts as fast as it can: each has the next token. */
import { type MessagePort, workerData } from 'node:worker_threads'
import {
  type Cells,
  GIFTS_POSTED,
  GIFTS_READ,
  GIFTS_RECEIVED,
  GIFTS_WRITTEN,
} from '../../electron/participant/cells.ts'
import { createGiftWriter, type GiftMemory } from '../../electron/participant/gift-memory.ts'
import { address } from '../../native-bridge/units.ts'

export interface GiverData {
  readonly cells: Cells
  readonly memory: GiftMemory
  readonly port: MessagePort
  readonly gifts: number
}

const { cells, memory, port, gifts } = workerData as GiverData
const give = createGiftWriter(memory, cells, port)

/** Most bursts find room; those that are longer than all there is do not. */
const LONGEST_BURST = 400
const SOME_PRIME = 7919

const areTaken = () =>
  Atomics.load(cells, GIFTS_READ) === Atomics.load(cells, GIFTS_WRITTEN) &&
  Atomics.load(cells, GIFTS_RECEIVED) === Atomics.load(cells, GIFTS_POSTED)

let burst = 1
for (let token = 0; token < gifts; token += 1) {
  give({ mapping: { address: address(0x6fff_0000), size: 4096, access: 'read-write', token }, tag: 0, held: false })
  burst -= 1
  if (burst > 0) continue
  while (!areTaken());
  burst = 1 + ((token * SOME_PRIME) % LONGEST_BURST)
}
