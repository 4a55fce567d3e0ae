/** The command line as a program. */
import { endInTime, endNow, OWN_FAULT, setupLastResort } from '../last-resort.ts'
import { commandLine } from './command-line.ts'
import { standardOutput } from './output.ts'
import { terminalHasGone } from './terminal.ts'

setupLastResort({ report: (error) => console.error(OWN_FAULT, error) })
const output = standardOutput()
const status = await commandLine(process.argv.slice(2), output)
// Node would wait for a reader that has stopped reading, and it cannot leave a terminal that is no more.
if (!output.isIdle() || terminalHasGone()) endNow(status)
endInTime(status)
