/** The process that has started this one: it may be killed while Node still begins here, and then nothing tells of it. */
import { type ProcessId, processId } from '../../native-bridge/units.ts'
import { HOST_VARIABLE } from './start-variable.ts'

export const hostProcess = (): ProcessId => processId(Number(process.env[HOST_VARIABLE] ?? process.ppid))

/** Windows gives a process whose parent has died no other one. */
export const isOrphan = () => process.platform !== 'win32' && process.ppid !== hostProcess()
