/**
 * A mutex, Exec and Done between two processes, in a bare loop: what the calls of Win32's personality cost that nobody
 * traces. `node exchange-loop.cjs COUNT` prints nanoseconds, one line an exchange.
 */
import { fork } from 'node:child_process'
import { recommendedNative } from '../recommended.ts'
import { createTracer, noKernelLog } from '../trace.ts'
import { now } from '../units.ts'
import { FILE_MAP_WRITE, INFINITE, INVALID_HANDLE_VALUE, PAGE_READWRITE } from '../winapi/flags.ts'
import { createWinApiProcess } from '../winapi/index.ts'

const thisFile = process.argv[1] ?? ''
const SERVER = 'server'
/** In bytes. */
const SIZE = 512
/** Exchanges after which everything is warm. */
const WARM = 200

const [role = '', mark = ''] = process.argv.slice(2)
const names = (own: string) =>
  ['Shared', 'Exec', 'Done', 'Free', 'Ready'].map((name) => `sharemem.bench.${own}.${name}`) as [
    string,
    string,
    string,
    string,
    string,
  ]

function open(own: string) {
  const tracer = createTracer({ gate: { before() {} }, locate: () => null, record() {} })
  const { calls, touch, exit } = createWinApiProcess({
    native: recommendedNative(noKernelLog),
    tracer,
    processes: { start: () => null, exitCode: () => null, pause: () => true },
    interrupted: () => false,
  })
  const [shared, exec, done, free, ready] = names(own)
  const mapping = calls.CreateFileMapping(INVALID_HANDLE_VALUE, null, PAGE_READWRITE, 0, SIZE, shared)
  return {
    ...{ calls, touch, exit },
    view: calls.MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, 0),
    exec: calls.CreateEvent(null, false, false, exec),
    done: calls.CreateEvent(null, false, false, done),
    free: calls.CreateMutex(null, false, free),
    ready: calls.CreateEvent(null, true, false, ready),
  }
}

function serve(own: string) {
  const { calls, touch, view, exec, done, ready, exit } = open(own)
  calls.SetEvent(ready)
  for (;;) {
    calls.WaitForSingleObject(exec, INFINITE)
    const request = touch.read(view, 0, 8)
    if (request.readUInt32LE() === 0) break
    touch.write(view, 8, request)
    calls.SetEvent(done)
  }
  exit()
}

function measure(count: number) {
  const own = String(process.pid)
  const { calls, touch, view, exec, done, free, ready, exit } = open(own)
  const child = fork(thisFile, [SERVER, own])
  calls.WaitForSingleObject(ready, INFINITE)
  const ask = (number: number) => {
    calls.WaitForSingleObject(free, INFINITE)
    touch.write(view, 0, Buffer.from(new Uint32Array([number, 0]).buffer))
    calls.SetEvent(exec)
    if (number > 0) calls.WaitForSingleObject(done, INFINITE)
    calls.ReleaseMutex(free)
  }
  const times: number[] = []
  for (let number = 1; number <= WARM + count; number += 1) {
    const start = now()
    ask(number)
    if (number > WARM) times.push(now() - start)
  }
  ask(0)
  child.once('exit', () => {
    exit()
    process.stdout.write(`${times.map(Math.round).join('\n')}\n`)
  })
}

if (role === SERVER) serve(mark)
else measure(Number(role))
