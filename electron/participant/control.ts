/**
 * Control: a participant's main thread. It starts the participant thread and the memory agent, passes on
 * what they report, and reaches them with what the supervisor commands, also when they wait in the kernel.
 */
import { join } from 'node:path'
import { MessageChannel, Worker } from 'node:worker_threads'
import type { Native } from '../../native-bridge/native.ts'
import { WM_QUIT, WM_TIMER } from '../../native-bridge/os2/messages.ts'
import { recommendedNative } from '../../native-bridge/recommended.ts'
import { noKernelLog } from '../../native-bridge/trace.ts'
import { windowHandle } from '../../native-bridge/units.ts'
import { workerLimits } from '../../native-bridge/worker-limits.ts'
import type { ControlCommand, ParticipantReport, ParticipantStart } from '../contract/participant.ts'
import { scenarioById } from '../scenarios/catalogue.ts'
import type { AgentData } from './agent.ts'
import { change, createCells, DELIVERED, ENDED, GATED, RELEASED, STARTED, STOPPING } from './cells.ts'
import type { ThreadData } from './thread.ts'

export interface Control {
  command(command: ControlCommand): void
  /** Resolves when both threads have ended. Rejects with the error that ended the participant thread. */
  readonly ended: Promise<void>
}

/**
 * `folder` holds the built `thread.cjs` and `agent.cjs`. `report` hears everything, and calls `delivered` once the
 * supervisor has it: a participant does not run ahead of those who hear of it for ever.
 */
export function startControl(
  folder: string,
  start: ParticipantStart,
  report: (report: ParticipantReport, delivered: () => void) => void,
): Control {
  const cells = createCells()
  change(cells, { [GATED]: start.gated ? 1 : 0 })
  const gifts = new MessageChannel()
  const asks = new MessageChannel()
  const children = new MessageChannel()

  const agentData: AgentData = { cells, gifts: gifts.port1 }
  const threadData: ThreadData = { start, cells, gifts: gifts.port2, asks: asks.port2, children: children.port2 }
  const thread = startWorker(join(folder, 'thread.cjs'), threadData, [gifts.port2, asks.port2, children.port2])
  const agent = startWorker(join(folder, 'agent.cjs'), agentData, [gifts.port1])
  // Loaded after the workers were started, so that it costs them no time; needed to reach a waiting thread.
  const native = recommendedNative(noKernelLog)

  const signals = scenarioById(start.scenario)?.signals
  const ownWindow = createOwnWindow(native)
  let delivered = 0
  thread.worker.on('message', (message: ParticipantReport) => {
    if (message.type === 'events') ownWindow.follow(message)
    report(message, () => {
      delivered += 1
      change(cells, { [DELIVERED]: delivered })
    })
  })

  let released = 0
  let ended = 0

  function command(command: ControlCommand) {
    switch (command.type) {
      case 'gate':
        return change(cells, { [GATED]: command.gated ? 1 : 0 })
      case 'release':
        released += 1
        return change(cells, { [RELEASED]: released })
      case 'ask':
        asks.port1.postMessage(command.text)
        return ownWindow.post(signals?.ask)
      case 'timer':
        native.queues.post(windowHandle(command.window), { id: WM_TIMER, mp1: command.id, mp2: 0 })
        return
      case 'started':
        return change(cells, { [STARTED]: command.pid ?? -1 })
      case 'child-ended':
        ended += 1
        children.port1.postMessage(command.child)
        change(cells, { [ENDED]: ended })
        return ownWindow.post(signals?.childEnded)
      case 'quit':
        return ownWindow.quit()
      case 'stop':
        change(cells, { [STOPPING]: 1, [STARTED]: -1 })
        return ownWindow.quit()
    }
  }

  // Without its agent the participant cannot go on, and `ended` tells why.
  agent.ended.catch(() => command({ type: 'stop' }))
  const allEnded = thread.ended.finally(async () => {
    change(cells, { [STOPPING]: 1 })
    native.agent.stop(native.processes.self)
    asks.port1.close()
    children.port1.close()
    await agent.ended
  })
  return { command, ended: allEnded }
}

function startWorker(path: string, workerData: ThreadData | AgentData, transferList: MessagePortList) {
  const worker = new Worker(path, { workerData, transferList, stdin: false, resourceLimits: workerLimits })
  const ended = new Promise<void>((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', () => resolve())
  })
  return { worker, ended }
}
type MessagePortList = NonNullable<ConstructorParameters<typeof Worker>[1]>['transferList']

/** The participant's first window, to which control posts as its second thread would on OS/2. */
function createOwnWindow(native: Native) {
  const windows = new Set<number>()
  let quitting = false

  function post(id: number | undefined) {
    const [window] = windows
    if (window !== undefined && id !== undefined) native.queues.post(windowHandle(window), { id, mp1: 0, mp2: 0 })
  }
  return {
    post,
    follow(report: ParticipantReport & { type: 'events' }) {
      for (const event of report.events) {
        if (event.kind !== 'window') continue
        if (event.event === 'destroyed') windows.delete(Number(event.window))
        else windows.add(Number(event.window))
        // The thread may have gone to wait after it was told to quit, before its window was known here.
        if (quitting) post(WM_QUIT)
      }
    },
    quit() {
      quitting = true
      post(WM_QUIT)
    },
  }
}
