/**
 * Control: a participant's main thread. It starts the participant thread and the memory agent, passes on
 * what they report, and reaches them with what the supervisor commands, also when they wait in the kernel.
 */
import { join } from 'node:path'
import { MessageChannel, Worker } from 'node:worker_threads'
import { NOTHING } from '../../native-bridge/os2/posts.ts'
import { recommendedNative } from '../../native-bridge/recommended.ts'
import { noKernelLog } from '../../native-bridge/trace.ts'
import { now } from '../../native-bridge/units.ts'
import { workerLimits } from '../../native-bridge/worker-limits.ts'
import type { ControlCommand, ParticipantReport, ParticipantStart } from '../contract/participant.ts'
import type { AgentData } from './agent.ts'
import {
  type Cells,
  change,
  createCells,
  ENDED,
  GATED,
  HANDED_ON,
  hasToldAll,
  KEYS,
  OPENED,
  OTHERS_CAME,
  RELEASED,
  ROUSED,
  RUNG,
  STARTED,
  STOPPING,
} from './cells.ts'
import { compileEarly } from './compile-early.ts'
import { createGiftMemory } from './gift-memory.ts'
import { followNews, type News } from './news.ts'
import { createOwnWindow, type OwnWindow } from './own-window.ts'
import { watchPulse } from './pulse.ts'
import { type Bell, createRingMemory, createRingReader } from './ring.ts'
import { holdClock, releaseClock } from './run-clock.ts'
import type { ThreadData } from './thread.ts'

export interface Control {
  command(command: ControlCommand): void
  /**
   * Ends both threads, and waits for that no longer than a while: a thread that hears nothing is left to the end of its
   * process. (Ending it from outside would wait for the kernel too, and abort the process while it loads koffi.)
   */
  kill(): Promise<void>
  /** Resolves when both threads have ended. Rejects with the error that ended the participant thread. */
  readonly ended: Promise<void>
}

/** How many participants of this process were given up while a thread of theirs had not ended. */
let stuck = 0

/**
 * Whether a thread of an earlier participant still runs in this process. It may touch what it held, so that nothing of
 * this process's is cleaned up in its stead, and no other participant may live beside it.
 */
export const isStuck = () => stuck > 0

/** How long reports that nobody waits for are collected, in milliseconds: too short for a person to notice. */
const COLLECT = 5

/** Reports as the participant thread has packed them, which control does not read, or one of control's own. */
export type Passed = Uint8Array | ParticipantReport

/** How long the threads of a participant that is killed may take to end, and then without their queues, in milliseconds. */
const LAST_CHANCE = 500
const GRACE = 2000

/**
 * `folder` holds the built `thread.cjs` and `agent.cjs`. `report` hears everything, and calls `delivered` once the
 * supervisor has it: a participant does not run ahead of those who hear of it for ever.
 */
export function startControl(
  folder: string,
  start: ParticipantStart,
  report: (passed: Passed, delivered: () => void) => void,
): Control {
  const cells = createCells()
  change(cells, { [GATED]: start.gated ? 1 : 0 })
  if (start.held) holdClock(cells)
  const gifts = new MessageChannel()
  const asks = new MessageChannel()
  const children = new MessageChannel()
  const handedOn = new MessageChannel()

  const ring = createRingMemory()
  const giftMemory = createGiftMemory()
  const agentData: AgentData = { cells, giftMemory, gifts: gifts.port1 }
  const ports = { gifts: gifts.port2, asks: asks.port2, children: children.port2, handedOn: handedOn.port2 }
  const threadData: ThreadData = { start, cells, ring, giftMemory, ...ports }
  const thread = startWorker(join(folder, 'thread.cjs'), threadData, Object.values(ports))
  const agent = startWorker(join(folder, 'agent.cjs'), agentData, [gifts.port1])
  // Loaded after the workers were started, so that it costs them no time; needed to reach a waiting thread.
  const native = recommendedNative(noKernelLog)

  const ownWindow = createOwnWindow(native, cells)
  const hear = createHearing(ring, cells, report)
  const news = followNews(ownWindow.follow, () => {
    compileEarly()
    return watchPulse(cells, start.patience, stalled)
  })
  thread.worker.on('message', (message: Bell | News) => {
    if (typeof message === 'string') hear(message)
    else news.hear(message)
  })
  function stalled() {
    hear('now')
    report({ type: 'stalled', t: now() }, () => {})
  }
  function catchUp() {
    const t = now()
    const isAll = hasToldAll(cells)
    hear('now')
    if (isAll) report({ type: 'caught-up', t }, () => {})
  }
  const command = createCommands(cells, ownWindow, start.signals, catchUp, {
    asks: asks.port1,
    children: children.port1,
    handedOn: handedOn.port1,
  })

  // Without its agent the participant cannot go on, and `ended` tells why.
  agent.ended.catch(() => command({ type: 'stop' }))
  let isForced = false
  let force = () => {}
  const forced = new Promise<void>((resolve) => {
    force = resolve
  })

  async function endAgent() {
    native.agent.stop(native.processes.self)
    // An agent that was not reached by a message wakes without its queue.
    if (!(await endsWithin(agent.ended, LAST_CHANCE))) native.processes.sweep(native.processes.self)
    // A host lives on: what its participant could not free must not stay with it.
    await agent.ended.finally(() => isForced || native.processes.reclaim())
  }
  const bothEnded = thread.ended.finally(async () => {
    hear('now')
    change(cells, { [STOPPING]: 1 })
    news.end()
    ownWindow.end()
    asks.port1.close()
    children.port1.close()
    handedOn.port1.close()
    if (!isForced) await endAgent()
  })
  const ended = Promise.race([bothEnded, forced])

  async function kill() {
    command({ type: 'stop' })
    if (await endsWithin(ended, LAST_CHANCE)) return
    // Who waits in the kernel wakes without its queue.
    native.processes.sweep(native.processes.self)
    if (await endsWithin(ended, GRACE)) return
    isForced = true
    stuck += 1
    const over = () => {
      stuck -= 1
    }
    Promise.allSettled([thread.ended, agent.ended]).then(over)
    native.agent.stop(native.processes.self)
    hear('now')
    force()
  }
  return { command, kill, ended }
}

/** Looks for reports: now, or in a while. */
function createHearing(
  memory: SharedArrayBuffer,
  cells: Cells,
  report: (passed: Passed, delivered: () => void) => void,
) {
  const ring = createRingReader(memory, cells)
  let later: NodeJS.Timeout | undefined

  function look() {
    clearTimeout(later)
    later = undefined
    const taken = ring.take()
    if (taken) report(taken.bytes, taken.delivered)
  }
  return (bell: Bell) => {
    if (bell === 'now') look()
    else later ??= setTimeout(look, COLLECT)
  }
}

/** Whether it settles in so many milliseconds. */
function endsWithin(ending: Promise<unknown>, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, milliseconds, false)
    const settled = () => {
      clearTimeout(late)
      resolve(true)
    }
    ending.then(settled, settled)
  })
}

type Port = MessageChannel['port1']

/** Each to the participant thread. */
interface Ports {
  readonly asks: Port
  readonly children: Port
  readonly handedOn: Port
}

function createCommands(
  cells: Cells,
  ownWindow: OwnWindow,
  signals: ParticipantStart['signals'],
  catchUp: () => void,
  { asks, children, handedOn }: Ports,
) {
  let released = 0
  let opened = 0
  let ended = 0
  let keys = 0

  /** One doorbell for all questions that wait: the queue has room for little else. */
  function ring() {
    if (signals && Atomics.compareExchange(cells, RUNG, 0, 1) === 0) ownWindow.post(signals.ask)
  }

  return (command: ControlCommand) => {
    switch (command.type) {
      case 'gate':
        if (!command.gated) opened += 1
        return change(cells, { [OPENED]: opened, [GATED]: command.gated ? 1 : 0 })
      case 'release':
        released += 1
        return change(cells, { [RELEASED]: released })
      case 'ask':
        asks.postMessage(command.text)
        return ring()
      case 'timer':
        return ownWindow.tick(command.window, command.id)
      case 'hand-on':
        handedOn.postMessage(command.message)
        if (Atomics.compareExchange(cells, HANDED_ON, 0, 1) === 0) ownWindow.post(NOTHING)
        return
      case 'started':
        return change(cells, { [STARTED]: command.pid ?? -1 })
      case 'child-ended':
        ended += 1
        children.postMessage(command.child)
        change(cells, { [ENDED]: ended })
        if (signals) ownWindow.post(signals.childEnded)
        return
      case 'key':
        keys += 1
        return change(cells, { [KEYS]: keys })
      case 'others-came':
        return change(cells, { [OTHERS_CAME]: 1 })
      case 'catch-up':
        return catchUp()
      case 'rouse':
        return change(cells, { [ROUSED]: 1 })
      case 'clock':
        return command.held ? holdClock(cells) : releaseClock(cells)
      case 'quit':
        keys += 1
        change(cells, { [ROUSED]: 1, [KEYS]: keys })
        return ownWindow.quit()
      case 'stop':
        change(cells, { [STOPPING]: 1, [STARTED]: -1 })
        return ownWindow.wake()
    }
  }
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
