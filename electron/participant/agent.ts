/** The memory agent: the thread that maps what others give to this process. */
import { type MessagePort, workerData } from 'node:worker_threads'
import { recommendedNative } from '../../native-bridge/recommended.ts'
import { noKernelLog } from '../../native-bridge/trace.ts'
import { AGENT_LISTENS, type Cells, change, GIVEN, STOPPING } from './cells.ts'

export interface AgentData {
  readonly cells: Cells
  /** To the participant thread. */
  readonly gifts: MessagePort
}

const { cells, gifts } = workerData as AgentData
const { agent } = recommendedNative(noKernelLog)

const listening = agent.listen()
if (!listening.ok) {
  throw new Error(`This process cannot receive gifts: ${listening.error?.name ?? listening.reason}`)
}
change(cells, { [AGENT_LISTENS]: 1 })
// Whoever told this thread to stop before it listened was not heard.
agent.serve(
  (gift) => {
    gifts.postMessage(gift)
    Atomics.add(cells, GIVEN, 1)
  },
  () => Atomics.load(cells, STOPPING) === 1,
)
gifts.close()
