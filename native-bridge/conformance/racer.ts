/** One process of a race: does each step of its kind at the moment that all have agreed on. */
import { type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { Gift } from '../native.ts'
import { createOs2Process } from '../os2/index.ts'
import { recommendedNative } from '../recommended.ts'
import { createTracer, noKernelLog } from '../trace.ts'
import { now } from '../units.ts'
import { createWinApiProcess } from '../winapi/index.ts'
import { workerLimits } from '../worker-limits.ts'
import { END, type FromRacer, type RacerStart, type RacerStep, type ToRacer } from './race-protocol.ts'
import type { Steps } from './races/kind.ts'
import { kinds } from './races/kinds.ts'

/** Processes that began exactly together would meet at the same places for ever. In nanoseconds. */
const SPREAD = 40_000

/** The same numbers for the same seed. */
function createRandom(seed: number) {
  let state = seed >>> 0
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

export interface AgentData {
  readonly gifts: MessagePort
}

/** The memory agent's thread: hands over what was given to this process. */
export function beAgent({ gifts }: AgentData) {
  const { agent } = recommendedNative(noKernelLog)
  const listening = agent.listen()
  gifts.postMessage('listening')
  if (listening.ok) agent.serve((gift) => gifts.postMessage(gift))
  gifts.close()
}

/** Starts the memory agent, which is this same file; resolves once it listens, to what was given since. */
async function startAgent(file: string): Promise<{ gifts: () => Gift[]; stopped: Promise<unknown> }> {
  const { port1, port2 } = new MessageChannel()
  const data: AgentData = { gifts: port1 as unknown as MessagePort }
  const thread = new Worker(file, { workerData: data, transferList: [data.gifts], resourceLimits: workerLimits })
  const port = port2 as unknown as MessagePort
  await new Promise((resolve) => port.once('message', resolve))
  return {
    stopped: new Promise((resolve) => thread.once('exit', resolve)),
    gifts() {
      const gifts: Gift[] = []
      for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) gifts.push(next.message)
      return gifts
    },
  }
}

async function start(file: string, { kind: name, index, seed, mark, pids }: RacerStart) {
  const kind = kinds.find((candidate) => candidate.name === name)
  if (!kind) throw new Error(`There is no kind of race “${name}”.`)
  const native = recommendedNative(noKernelLog)
  const agent = kind.gifts ? await startAgent(file) : null
  const tracer = createTracer({ gate: { before() {} }, locate: () => null, record() {} })
  const { calls, touch, exit } = createOs2Process({
    native,
    tracer,
    timers: { start() {}, stop() {} },
    processes: { start: () => null, ended: () => [], sleep: () => false, pause: () => true },
    gifts: agent?.gifts ?? (() => []),
    messageNames: {},
    interrupted: () => false,
  })
  const win = createWinApiProcess({
    native,
    tracer,
    processes: { start: () => null, exitCode: () => null, pause: () => true },
    interrupted: () => false,
  })
  const random = createRandom(seed)
  const steps = kind.steps({ index, native, os2: calls, touch, win: win.calls, pids, mark, random })
  return {
    steps,
    random,
    async end() {
      exit()
      win.exit()
      if (!agent) return
      native.agent.stop(native.processes.self)
      await agent.stopped
    },
  }
}
type Started = Awaited<ReturnType<typeof start>>

/** Busy until then: who sleeps is woken too late. */
function take({ steps, random }: Started, { phase, step, round, at, heard }: RacerStep) {
  const body = steps[phase]?.[step]
  const begin = at + random(SPREAD)
  while (now() < begin);
  const began = now()
  return { answer: body?.(round, heard) ?? {}, began }
}

export function beRacer(file: string) {
  let started: Started | null = null
  const send = (message: FromRacer) => process.send?.(message)

  async function hear(message: ToRacer) {
    if (message === END) {
      await started?.end()
      process.exit()
    } else if ('start' in message) {
      started = await start(file, message.start)
      const count = (phase: keyof Steps) => started?.steps[phase]?.length ?? 0
      send({ started: { before: count('before'), round: count('round'), after: count('after') } })
    } else if (started) send(take(started, message.step))
  }

  process.on('message', (message: ToRacer) => {
    hear(message).catch((error: Error) => send({ error: error.stack ?? String(error) }))
  })
  // It does not outlive its starter.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  send({ ready: true })
}
