/** The participant thread: owns the message queue and the windows, and runs the scenario in blocking style. */
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { createCrt } from '../../native-bridge/crt/index.ts'
import type { Native, QueuedMessage } from '../../native-bridge/native.ts'
import { createOs2Process } from '../../native-bridge/os2/index.ts'
import { messageName } from '../../native-bridge/os2/messages.ts'
import { recommendedNative } from '../../native-bridge/recommended.ts'
import { createTracer, noKernelLog, type TraceEvent, type Tracer } from '../../native-bridge/trace.ts'
import { hexadecimal, now, windowHandle } from '../../native-bridge/units.ts'
import { createWinApiProcess } from '../../native-bridge/winapi/index.ts'
import type { EndedChild, ParticipantStart } from '../contract/participant.ts'
import type { ScenarioProcess, Verdict } from '../scenarios/process.ts'
import type { FaultTools, Injected, Scenario } from '../scenarios/scenario.ts'
import { awaitSection } from './await-section.ts'
import { AGENT_LISTENS, type Cells, RUNG, STOPPING, sleepUntil, whileWaiting } from './cells.ts'
import { createStrike, hang } from './faults.ts'
import { createGate } from './gate.ts'
import { createGiftReader, type GiftMemory } from './gift-memory.ts'
import { withHandedOn } from './handed-on.ts'
import { createKeyboard, createProcessHost, createTimerHost } from './hosts.ts'
import { judge } from './judge.ts'
import { createLocate } from './locate.ts'
import { createNews, type News } from './news.ts'
import { withRealTraps } from './real-traps.ts'
import { createReporter } from './reporter.ts'
import { type Bell, createRingWriter, type RingMemory } from './ring.ts'
import { loadRoom } from './room.ts'
import { createRunClock } from './run-clock.ts'
import { markWaits } from './waits.ts'

export interface ThreadData {
  readonly start: ParticipantStart
  readonly cells: Cells
  /** Where it writes its reports. */
  readonly ring: RingMemory
  /** Where the memory agent hands over what was given to this process. */
  readonly giftMemory: GiftMemory
  /** Where that comes for which there was no room. */
  readonly gifts: MessagePort
  /** What the person asks. */
  readonly asks: MessagePort
  /** How this process's children have ended. */
  readonly children: MessagePort
  /** What a window of the host's own has got for it. */
  readonly handedOn: MessagePort
}

const { start, cells, ring: memory, giftMemory, gifts, asks, children, handedOn } = workerData as ThreadData
const tellControl = (message: Bell | News) => parentPort?.postMessage(message)
const ring = createRingWriter(memory, cells, tellControl)
const report = createReporter(ring, cells, createNews(cells, tellControl))

const stopping = () => Atomics.load(cells, STOPPING) === 1

/** How long the last reports of a process that is about to be ended may take to get out, in milliseconds. */
const LAST_WORDS = 1000

function giveTime() {
  report.flush()
  whileWaiting(cells, () => sleepUntil(cells, ring.isDelivered, LAST_WORDS))
}

function* drain<T>(port: MessagePort): Generator<T> {
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) yield next.message as T
}

/** `settings.requests` times the same question, then what the person types. */
function createAsks(): () => string | null {
  let left = Number(start.settings.requests ?? 1)
  return () => {
    if (left > 0) {
      left -= 1
      return String(start.settings.ask)
    }
    return (receiveMessageOnPort(asks)?.message as string | undefined) ?? null
  }
}

/** The kernel as this thread uses it: what it waits for is marked, and what was handed on comes to it. */
function createNative(tracer: Tracer): Native {
  const native = markWaits(recommendedNative(tracer, createRunClock(cells)), cells)
  if (start.frame === undefined) return native
  return { ...native, queues: withHandedOn(native.queues, cells, () => [...drain<QueuedMessage>(handedOn)]) }
}

/** The process as a scenario's program sees it, and what the operating system does at its end. */
function createProcess(scenario: Scenario, tracer: Tracer) {
  const native = createNative(tracer)
  const processes = createProcessHost(cells, () => [...drain<EndedChild>(children)], report)
  const os2 = createOs2Process({
    native,
    tracer,
    timers: createTimerHost(report),
    processes,
    gifts: createGiftReader(giftMemory, cells, gifts),
    messageNames: scenario.messageNames,
    interrupted: stopping,
  })
  const quiet = start.unstarted ? recommendedNative(noKernelLog).objects : undefined
  const win = createWinApiProcess({ native, tracer, processes, interrupted: stopping, ...(quiet && { quiet }) })
  // The host's own process must not fault.
  const real = start.settings.trap === 'real' && !start.inHost
  const touch = real ? withRealTraps(os2.touch, native.sections, giveTime) : os2.touch
  const own = start.fault?.kind === 'own' ? start.fault : null
  const tools: FaultTools = {
    hang: (milliseconds) => hang(cells, milliseconds),
    meanwhile: (work) => whileWaiting(cells, work),
  }
  const injected: Injected = (own &&
    scenario.inject?.({ fault: own, id: start.id, os2: os2.calls, touch, tools })) ?? {
    os2: os2.calls,
  }
  const context: ScenarioProcess = {
    os2: injected.os2,
    touch,
    winapi: win.calls,
    views: win.touch,
    text: win.text,
    crt: createCrt({ tracer, keyboard: createKeyboard(cells, start.unstarted ? win.look : null) }),
    settings: start.settings,
    argv: start.argv,
    frame: windowHandle(start.frame ?? 0),
    unstarted: start.unstarted ?? [],
    nextAsk: createAsks(),
    interactive: start.interactive,
    note: (text, givenUp) =>
      tracer.record({ kind: 'note', t: now(), text, ...(givenUp !== undefined && { givenUp }) }),
    foreign(message, why) {
      const name = messageName(message.msg, scenario.messageNames)
      const text = `${start.id} ignored ${name} (mp1 ${hexadecimal(message.mp1)}, mp2 ${hexadecimal(message.mp2)}): ${why}.`
      report({ type: 'foreign', t: now(), text })
    },
  }
  const exit = () => {
    os2.exit()
    win.exit()
  }
  return { context, exit, before: injected.before }
}

async function main() {
  const scenario = await loadRoom(start.scenario)
  const program = (await scenario.programs())[start.program]
  if (!program) throw new Error(`no program ${start.program} in ${start.scenario}`)

  let lastCall: TraceEvent | null = null
  let running = true
  const isDoorbell = (event: TraceEvent) =>
    event.kind === 'message' && event.phase === 'received' && event.id === scenario.signals?.ask
  const gate = createGate(cells, report)
  const strike = createStrike(start.fault, start, cells, giveTime)
  let injectedBefore: Injected['before']
  const tracer = createTracer({
    gate: {
      before(call, position) {
        gate.before(call, position)
        // What is to go wrong before a call of a certain number does so whatever memory is touched in between.
        if (!running || call.api === 'memory') return
        injectedBefore?.(call.name)
        strike()
      },
      heldSince: gate.heldSince,
    },
    answerAwaited: report.answerAwaited,
    locate: createLocate(`electron/scenarios/${start.scenario}.ts`),
    record(event) {
      if (event.kind === 'call') lastCall = event
      // From now on another message has to tell of further questions.
      if (isDoorbell(event)) Atomics.store(cells, RUNG, 0)
      report({ type: 'events', events: [event] })
      // Somebody waits for this while this thread goes on waiting.
      if (event.kind === 'usage' && event.change === 'seen') report.flush()
    },
  })
  const { context, exit, before } = createProcess(scenario, tracer)
  injectedBefore = before

  sleepUntil(cells, () => Atomics.load(cells, AGENT_LISTENS) === 1 || stopping())
  if (start.awaits !== undefined) {
    report({ type: 'awaiting', t: now() })
    awaitSection(cells, start.awaits)
  }
  report({ type: 'ready', t: now() })
  let verdict: Verdict | null = null
  try {
    verdict = program(context) ?? null
  } catch (error) {
    verdict = judge(error, start.id, lastCall, stopping())
    if (verdict.name === 'trap') tracer.record({ kind: 'fault', t: now(), text: verdict.text })
  } finally {
    gate.open()
    running = false
    const missed = strike.missed()
    if (missed !== null) tracer.record({ kind: 'note', t: now(), text: missed })
    exit()
  }
  report({ type: 'ended', t: now(), verdict })
}

main().finally(() => {
  report.flush()
  gifts.close()
  asks.close()
  children.close()
  handedOn.close()
})
