/** The memory agent: the thread that maps what others give to this process. */
import { type MessagePort, workerData } from 'node:worker_threads'
import { recommendedNative } from '../../native-bridge/recommended.ts'
import { noKernelLog } from '../../native-bridge/trace.ts'
import { AGENT_LISTENS, type Cells, change, STOPPING } from './cells.ts'
import { createGiftWriter, type GiftMemory } from './gift-memory.ts'

export interface AgentData {
  readonly cells: Cells
  /** Where the participant thread takes gifts from. */
  readonly giftMemory: GiftMemory
  /** Where it gets those for which there is no room. */
  readonly gifts: MessagePort
}

const { cells, giftMemory, gifts } = workerData as AgentData
const { agent } = recommendedNative(noKernelLog)

const listening = agent.listen()
if (!listening.ok) {
  throw new Error(`This process cannot receive gifts: ${listening.error?.name ?? listening.reason}`)
}
change(cells, { [AGENT_LISTENS]: 1 })
// Whoever told this thread to stop before it listened was not heard.
agent.serve(createGiftWriter(giftMemory, cells, gifts), () => Atomics.load(cells, STOPPING) === 1)
gifts.close()
