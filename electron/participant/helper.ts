/** A participant process: started by the supervisor, in the same executable, with its parameters as argv. */
import { recommendedNative } from '../../native-bridge/recommended.ts'
import { noKernelLog } from '../../native-bridge/trace.ts'
import type { ControlCommand, ParticipantReport, ParticipantStart } from '../contract/participant.ts'
import { startControl } from './control.ts'
import { createReportQueue } from './report-queue.ts'
import { START_VARIABLE } from './start-variable.ts'

const start: ParticipantStart = JSON.parse(process.env[START_VARIABLE] ?? 'null')
const queue = createReportQueue((reports, sent) => process.send?.(reports, undefined, undefined, sent))
const control = startControl(__dirname, { ...start, argv: process.argv.slice(2) }, queue.add)
recommendedNative(noKernelLog).processes.endWithParent()

process.on('message', (command: ControlCommand) => control.command(command))
// The supervisor is gone: nobody waits for an answer any more.
process.on('disconnect', () => control.command({ type: 'stop' }))
// The person's Ctrl+C reaches the whole foreground group; the supervisor decides when this process ends.
process.on('SIGINT', () => {})

control.ended
  .then(() => 0)
  .catch((error: Error) => {
    const report: ParticipantReport = { type: 'crashed', text: error.stack ?? error.message }
    queue.add(report)
    return 1
  })
  .then(async (code) => {
    await queue.flush()
    process.exitCode = code
    if (process.connected) process.disconnect()
  })
