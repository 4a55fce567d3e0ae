/**
 * Runs request-reply once with a window of another process in place of the app's visible frame, and writes its records
 * into a file: for any kernel, without Vitest. Its arguments are the built partner and the file.
 */
import { writeFileSync } from 'node:fs'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import type { Frame, FrameMessage } from '../../electron/supervisor/frame.ts'
import { createSession } from '../../electron/supervisor/session.ts'
import { startPartner } from '../../native-bridge/conformance/partner-client.ts'
import type { Result } from '../../native-bridge/native.ts'

const REQUESTS = 5
/** Ends the window's own loop. */
const END = 0x7fff
const [partnerFile = '', file = ''] = process.argv.slice(2)

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.reason)
  return result.value
}

const partner = await startPartner(partnerFile)
const queue = must(await partner.createQueue(10))
const window = must(await partner.createWindow(queue))

const listeners = new Map<number, (message: FrameMessage) => void>()
const frame: Frame = {
  handle: window,
  listen(ids, heard) {
    for (const id of ids) listeners.set(id, heard)
    return () => listeners.clear()
  },
}
/** As the app's window does with each message that it is told of. */
async function pump() {
  for (;;) {
    const { id, mp1, mp2 } = must(await partner.receive(queue))
    if (id === END) return
    listeners.get(id)?.({ id, mp1, mp2 })
  }
}
const pumping = pump()

const session = createSession({ host: 'browser', runAsNode: false, frame: () => frame })
const records: TraceRecord[] = []
const isAnswer = (record: TraceRecord) =>
  record.kind === 'message' && record.phase === 'received' && record.name === 'WM_REPLY'
session.subscribe((event) => {
  if (event.type !== 'records') return
  records.push(...event.records)
  if (event.records.some(isAnswer) && records.filter(isAnswer).length === REQUESTS) void session.stop({})
  if (event.records.some(({ kind }) => kind === 'outcome')) void end()
})

async function end() {
  await session.dispose()
  const listening = listeners.size
  must(await partner.post(window, { id: END, mp1: 0, mp2: 0 }))
  await pumping
  await partner.destroyQueue(queue)
  await partner.kill()
  writeFileSync(file, JSON.stringify({ frame: window, listening, records }))
  process.exit()
}

await session.start({
  scenario: 'request-reply',
  settings: { window: 'frame', requests: REQUESTS, outstanding: 3 },
  policy: { mode: 'free' },
})
