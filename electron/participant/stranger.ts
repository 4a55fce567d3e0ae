/**
 * A third process that means harm: it posts forged messages to every window that it is told of, and rewrites requests in
 * shared memory while the server may be reading them. It uses what any process of the same user may use.
 */
import type { Mapping } from '../../native-bridge/native.ts'
import { recommendedNative } from '../../native-bridge/recommended.ts'
import { noKernelLog } from '../../native-bridge/trace.ts'
import { address, windowHandle } from '../../native-bridge/units.ts'
import type { StrangerCommand, StrangerReport } from '../contract/participant.ts'
import { REQUEST } from '../scenarios/request-reply/layout.ts'
import { WM_ACK, WM_READY, WM_REPLY, WM_REQUEST } from '../scenarios/request-reply/messages.ts'

/** Between two forged messages, in milliseconds: a queue holds ten, and those of the run must find room as well. */
const PAUSE = 8
/** Where the next request will lie: objects are handed out from the top of the arena. */
const LIKELY = [0x6fff_0000, 0x6ffd_0000].map(address)
/** How often a request that was found is rewritten, there and back. */
const REWRITES = 400

const { queues, sections, processes } = recommendedNative(noKernelLog)
const windows = new Set<number>()
const counts = { posted: 0, refused: 0, rewritten: 0 }
let busy = true

const random = (below: number) => Math.floor(Math.random() * below)
const oneOf = <T>(values: readonly T[]): T | undefined => values[random(values.length)]
/** Any number, an address of the arena, or one that is almost the base of an object. */
const pointer = () => oneOf([random(2 ** 32), 0x6000_0000 + random(0x1000_0000), 0x6fff_0000 + random(64)]) ?? 0

function forge() {
  const window = oneOf([...windows])
  if (window === undefined) return
  const id = oneOf([WM_READY, WM_REQUEST, WM_REQUEST, WM_ACK, WM_REPLY]) ?? WM_REQUEST
  const { ok } = queues.post(windowHandle(window), { id, mp1: pointer(), mp2: pointer() })
  if (ok) counts.posted += 1
  else counts.refused += 1
}

/** A request, as far as it is one; null otherwise. */
function readRequest({ address: at }: Mapping) {
  const bytes = Buffer.alloc(REQUEST.size)
  sections.read(at, bytes)
  return REQUEST.read(bytes).magic === 'SHM1' ? bytes : null
}

/** Who checks the size in the shared object and then uses it from there, uses another one. */
function rewrite(mapping: Mapping) {
  const genuine = readRequest(mapping)
  if (!genuine) return
  const forged = Buffer.from(genuine)
  const keyLength = random(2 ** 31)
  REQUEST.write(forged, { ...REQUEST.read(genuine), keyLength, size: REQUEST.size + keyLength })
  for (let time = 0; time < REWRITES; time += 1) {
    sections.write(mapping.address, forged)
    sections.write(mapping.address, genuine)
    counts.rewritten += 1
  }
}

function disturb() {
  for (const at of LIKELY) {
    const opened = sections.open(at, 'read-write')
    if (!opened.ok) continue
    rewrite(opened.value)
    sections.close(opened.value)
  }
}

const say = (report: StrangerReport) => process.send?.(report)

processes.endWithParent()
process.on('disconnect', () => process.exit())
process.on('SIGINT', () => {})
process.on('message', (command: StrangerCommand) => {
  if (command.type === 'window') windows.add(command.window)
  else if (command.type === 'gone') windows.delete(command.window)
  else end()
})

const forging = setInterval(forge, PAUSE)

function end() {
  busy = false
  clearInterval(forging)
  say(counts)
  process.disconnect()
}

function loop() {
  disturb()
  if (busy) setImmediate(loop)
}
loop()
