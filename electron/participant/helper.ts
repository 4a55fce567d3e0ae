/** A participant process: started by the supervisor, in the same executable, with its parameters as argv. */
import { recommendedNative } from '../../native-bridge/recommended.ts'
import { noKernelLog } from '../../native-bridge/trace.ts'
import type { ControlCommand, ParticipantStart } from '../contract/participant.ts'
import { startControl } from './control.ts'
import { hostProcess, isOrphan } from './host-process.ts'
import { createReportQueue, type Sent } from './report-queue.ts'
import { START_VARIABLE } from './start-variable.ts'

/** How long the last reports may take to get out, in milliseconds. */
const LAST_WORDS = 1000

// Before there is anything to end.
if (isOrphan()) process.exit(1)

const start: ParticipantStart = JSON.parse(process.env[START_VARIABLE] ?? 'null')
const queue = createReportQueue(send)
const control = startControl(__dirname, { ...start, argv: process.argv.slice(2) }, (passed, delivered) => {
  if (!(passed instanceof Uint8Array)) return queue.add(passed, delivered)
  const { buffer, byteOffset, byteLength } = passed
  queue.add({ type: 'packed', bytes: Buffer.from(buffer, byteOffset, byteLength).toString('base64') }, delivered)
})
const { processes } = recommendedNative(noKernelLog)
processes.endWithParent(hostProcess())

/** Nobody hears what is said when the supervisor is gone. */
function send(parts: Sent[], sent: () => void) {
  if (process.connected) process.send?.(parts, undefined, undefined, sent)
  else sent()
}

const crashed = (error: unknown) =>
  queue.add({ type: 'crashed', text: error instanceof Error ? (error.stack ?? error.message) : String(error) })

let ending = false

/** Whatever its threads do: Node's own end would wait for them. */
async function endByForce(status: number) {
  if (ending) return
  ending = true
  await control.kill()
  await Promise.race([queue.flush(), new Promise((resolve) => setTimeout(resolve, LAST_WORDS))])
  processes.exit(status)
}

process.on('message', (command: ControlCommand) => control.command(command))
// The supervisor is gone: nobody waits for an answer any more.
process.on('disconnect', () => void endByForce(1))
// The supervisor decides when this process ends: it is not of the terminal's group, but may be sent these as well.
process.on('SIGINT', () => {})
if (process.platform !== 'win32') process.on('SIGQUIT', () => {})
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    crashed(error)
    void endByForce(1)
  })
}

control.ended
  .then(() => 0)
  .catch((error: Error) => {
    crashed(error)
    return 1
  })
  .then(async (code) => {
    await queue.flush()
    process.exitCode = code
    ending = true
    if (process.connected) process.disconnect()
  })
