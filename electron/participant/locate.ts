/** Finds the line of the scenario that is making a call, in the built file; the supervisor knows the source. */
import type { Position } from '../../native-bridge/trace.ts'

/** Deep enough for a scenario's helpers between its program and the call. */
const FRAMES = 16

function callSites(): NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error
  Error.prepareStackTrace = (_error, sites) => sites
  Error.stackTraceLimit = FRAMES
  const sites = new Error().stack as unknown as NodeJS.CallSite[]
  Error.prepareStackTrace = prepareStackTrace
  Error.stackTraceLimit = stackTraceLimit
  return sites
}

/** `file` ends the path of the built file that holds the scenario's programs. */
export function createLocate(file: string): () => Position | null {
  return () => {
    const site = callSites().find((candidate) => candidate.getFileName()?.endsWith(file))
    const path = site?.getFileName()
    if (!site || !path) return null
    return { file: path, line: site.getLineNumber() ?? 1, column: site.getColumnNumber() ?? 1 }
  }
}
