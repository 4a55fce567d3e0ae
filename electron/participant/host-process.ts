/** The process that has started this one: it may be killed while Node still begins here, and then nothing tells of it. */
import { type ProcessId, processId } from '../../native-bridge/units.ts'
import { HOST_VARIABLE } from './start-variable.ts'

/** NaN where nobody has told it. */
export const hostProcess = (): ProcessId => processId(Number(process.env[HOST_VARIABLE] ?? Number.NaN))

/** Whoever is not told who has started it has nobody to work for. Windows gives a process whose parent has died no other. */
export const isOrphan = (): boolean =>
  Number.isNaN(hostProcess()) || (process.platform !== 'win32' && process.ppid !== hostProcess())
