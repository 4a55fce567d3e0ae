/**
 * A second process for the conformance tests: does on request what `PartnerCalls` names. Blocking calls run in
 * worker threads, which load this same file again and find their role in `workerData`.
 */
import { fork } from 'node:child_process'
import {
  isMainThread,
  MessageChannel,
  type MessagePort,
  parentPort,
  receiveMessageOnPort,
  Worker,
  workerData,
} from 'node:worker_threads'
import type { Gift, Native, Queue, Result } from '../native.ts'
import { createOs2Process } from '../os2/index.ts'
import { recommendedNative } from '../recommended.ts'
import type { Touch } from '../touch/touch.ts'
import { createTracer, type KernelCall, noKernelLog } from '../trace.ts'
import { processId } from '../units.ts'
import {
  EVENT_ALL_ACCESS,
  FILE_MAP_WRITE,
  INFINITE,
  INVALID_HANDLE_VALUE,
  MUTEX_ALL_ACCESS,
  PAGE_READWRITE,
} from '../winapi/flags.ts'
import { createWinApiProcess, type WinApi } from '../winapi/index.ts'
import { workerLimits } from '../worker-limits.ts'
import {
  type PartnerCall,
  type PartnerCalls,
  type PartnerRequest,
  type QueueCall,
  queueCalls,
} from './partner-protocol.ts'

/** A thread that owns the queue, or one that receives gifts and hands them over through its port. */
type Role = 'queue' | { readonly gifts: MessagePort }
type Handlers = { [Name in PartnerCall]: (...args: Parameters<PartnerCalls[Name]>) => unknown }

const thisFile = process.argv[1] ?? ''
const CHILD = 'child'
/** In milliseconds; longer than the test that waits for its end. */
const CHILD_LIFE = 120_000
/** In bytes. */
const SECTION = 10_000

function beQueueThread() {
  const { queues } = recommendedNative(noKernelLog)
  const receiveOf = (queue: Queue, ids?: number[]) => queues.receive(queue, ({ id }) => ids?.includes(id) ?? true)
  parentPort?.on('message', ({ id, call, args }: PartnerRequest) => {
    const method = { ...queues, receive: receiveOf }[call as QueueCall] as (...args: unknown[]) => unknown
    parentPort?.postMessage({ id, value: method(...args) })
  })
}

function beAgentThread(gifts: MessagePort) {
  const { agent } = recommendedNative(noKernelLog)
  const listening = agent.listen()
  parentPort?.postMessage(listening)
  if (listening.ok) agent.serve((gift) => gifts.postMessage(gift))
  gifts.close()
}

function startThread(role: Role) {
  const transferList = typeof role === 'string' ? [] : [role.gifts]
  return new Worker(thisFile, { workerData: role, transferList, resourceLimits: workerLimits })
}

/** Passes calls on to the thread that owns the queue. */
function createQueueThread() {
  let thread: Worker | null = null
  const waiting = new Map<number, (value: unknown) => void>()
  let calls = 0
  return (call: QueueCall, args: unknown[]) => {
    if (!thread) {
      thread = startThread('queue')
      thread.on('message', ({ id, value }: { id: number; value: unknown }) => waiting.get(id)?.(value))
    }
    calls += 1
    const id = calls
    thread.postMessage({ id, call, args })
    return new Promise((resolve) => waiting.set(id, resolve))
  }
}

/** The memory agent, and what it has handed over. */
function createAgentThread() {
  const gifts: Gift[] = []
  let port: MessagePort | null = null
  let taken = 0
  let ended: Promise<unknown> = Promise.resolve()

  /** Also what has arrived since this thread last ran its event loop. */
  function all() {
    for (let next = port && receiveMessageOnPort(port); next; next = port && receiveMessageOnPort(port)) {
      gifts.push(next.message as Gift)
    }
    return gifts
  }
  return {
    all,
    start() {
      const channel = new MessageChannel()
      port = channel.port2
      const thread = startThread({ gifts: channel.port1 })
      ended = new Promise((resolve) => thread.once('exit', resolve))
      return new Promise<Result<void>>((resolve) => thread.once('message', resolve))
    },
    /** What was given since this was last asked. */
    take() {
      const from = taken
      taken = all().length
      return gifts.slice(from)
    },
    ended: () => ended,
  }
}

/** An OS/2 process in this thread. What is given to it arrives through the agent's thread. */
function createOs2(native: Native, gifts: () => Gift[]): Pick<Handlers, 'os2' | 'touch'> {
  const tracer = createTracer({ gate: { before() {} }, locate: () => null, record() {} })
  const { calls, touch } = createOs2Process({
    native,
    tracer,
    timers: { start() {}, stop() {} },
    processes: { start: () => null, ended: () => [], sleep: () => false, pause: () => true },
    gifts,
    messageNames: {},
    interrupted: () => false,
  })
  return {
    os2(call, args) {
      const method = calls[call as keyof typeof calls] as (...args: unknown[]) => unknown
      return { returned: method(...args), args }
    },
    touch: (access, pb, offset, bytes) => touchBytes(touch, access, pb, offset, bytes),
  }
}

/** Reads or writes as many bytes as there are; the bytes afterwards, or what was raised. */
function touchBytes(touch: Touch, access: 'read' | 'write', base: number, offset: number, bytes: number[]) {
  try {
    if (access === 'read') return [...touch.read(base, offset, bytes.length)]
    touch.write(base, offset, Buffer.from(bytes))
    return bytes
  } catch (error) {
    return String(error)
  }
}

/** A Win32 process in this thread. */
function createWinApi(native: Native): Pick<Handlers, 'winapi' | 'touchView' | 'churn' | 'exitWinApi'> {
  const tracer = createTracer({ gate: { before() {} }, locate: () => null, record() {} })
  const { calls, touch, exit } = createWinApiProcess({
    native,
    tracer,
    processes: { start: () => null, exitCode: () => null, pause: () => true },
    interrupted: () => false,
  })
  return {
    winapi(call, args) {
      const method = calls[call as keyof typeof calls] as (...args: unknown[]) => unknown
      const returned = method(...args)
      return { returned, args, lastError: calls.GetLastError() }
    },
    touchView: (access, base, offset, bytes) => touchBytes(touch, access, base, offset, bytes),
    churn(name) {
      for (;;) churn(calls, name)
    },
    exitWinApi: exit,
  }
}

/** Takes the mutex and the event of that name, and makes what nobody else knows. */
function churn(win: WinApi, name: string) {
  const mutex = win.OpenMutex(MUTEX_ALL_ACCESS, false, `${name}.mutex`)
  const event = win.OpenEvent(EVENT_ALL_ACCESS, false, `${name}.event`)
  win.WaitForMultipleObjects(2, [mutex, event], true, INFINITE)
  const mapping = win.CreateFileMapping(INVALID_HANDLE_VALUE, null, PAGE_READWRITE, 0, SECTION, `${name}.section`)
  const view = win.MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, 0)
  win.SetEvent(event)
  win.ReleaseMutex(mutex)
  win.UnmapViewOfFile(view)
  for (const each of [mapping, event, mutex]) win.CloseHandle(each)
}

function createHandlers(): Handlers {
  let kernelCalls: KernelCall[] = []
  const native = recommendedNative({ add: (call) => kernelCalls.push(call) })
  const { sections, agent, queues, processes } = native
  const agentThread = createAgentThread()
  const queueThread = createQueueThread()
  const inQueueThread = Object.fromEntries(
    queueCalls.map((call) => [call, (...args: unknown[]) => queueThread(call, args)]),
  ) as Pick<Handlers, QueueCall>
  return {
    ...inQueueThread,
    create: sections.create,
    open: sections.open,
    close: sections.close,
    count: sections.count,
    give: sections.give,
    widen: sections.widen,
    read(from, length) {
      const bytes = new Uint8Array(length)
      sections.read(from, bytes)
      return [...bytes]
    },
    write: (to, bytes) => sections.write(to, Uint8Array.from(bytes)),
    serve: agentThread.start,
    listenOnly: agent.listen,
    async stopServing() {
      agent.stop(processes.self)
      await agentThread.ended()
    },
    stopAgent: agent.stop,
    gifts: agentThread.all,
    ...createOs2(native, agentThread.take),
    ...createWinApi(native),
    sync(of, call, args) {
      const method = native[of][call as keyof (typeof native)[typeof of]] as (...args: unknown[]) => unknown
      return method(...args)
    },
    waitForEvent: (event, manualReset, milliseconds) =>
      native.events.wait(event, manualReset, milliseconds, () => false),
    acquire: (mutex, milliseconds) => native.mutexes.acquire(mutex, milliseconds, () => false),
    reclaim: processes.reclaim,
    exit: processes.exit,
    post: queues.post,
    ownerOf: queues.ownerOf,
    startChild(parent = process.pid) {
      const child = fork(thisFile, [CHILD, String(parent)], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
      return new Promise((resolve) => {
        child.once('message', () => resolve(child.pid))
        child.once('exit', () => resolve(null))
      })
    },
    kernelCalls() {
      const calls = kernelCalls
      kernelCalls = []
      return calls
    },
  }
}

function beProcess() {
  const handlers = createHandlers()
  process.on('message', async ({ id, call, args }: PartnerRequest) => {
    const handler = handlers[call] as (...args: unknown[]) => unknown
    try {
      process.send?.({ id, value: await handler(...args) })
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  })
  // A partner does not outlive the test that started it.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  process.send?.({ ready: true })
}

/** Nothing but the kernel ends it in time: it does not watch its channel. */
function beChild() {
  recommendedNative(noKernelLog).processes.endWithParent(processId(Number(process.argv[3])))
  process.send?.({ ready: true })
  setTimeout(() => process.exit(), CHILD_LIFE)
}

if (process.argv[2] === CHILD) beChild()
else if (isMainThread) beProcess()
else if (workerData === 'queue') beQueueThread()
else beAgentThread((workerData as Exclude<Role, 'queue'>).gifts)
