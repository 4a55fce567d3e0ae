/** Finds the line of the scenario's own file that is making a call: as it was marked, or as it stands in the build. */
import type { PendingCall, Position } from '../../native-bridge/trace.ts'
import { createIsOwn } from './own-source.ts'
import { place as marked } from './place.ts'

/** Deep enough for a scenario's helpers between its program and the call. */
const FRAMES = 16

const asTheyAre = (_error: Error, sites: NodeJS.CallSite[]) => sites

/** The innermost callers of the function `below`, `count` of them at most. */
function callSites(below: (...args: never[]) => unknown, count: number): NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error
  const holder: { stack?: NodeJS.CallSite[] } = {}
  Error.prepareStackTrace = asTheyAre
  Error.stackTraceLimit = count
  Error.captureStackTrace(holder, below)
  const sites = holder.stack ?? []
  Error.prepareStackTrace = prepareStackTrace
  Error.stackTraceLimit = stackTraceLimit
  return sites
}

/**
 * The scenario's own place of a frame, or null where the frame is somebody else's. V8 counts lines from the beginning of
 * the file each time, but how many characters lie before a place it knows.
 */
function createPlaces(source: string): (site: NodeJS.CallSite) => Position | null {
  const isOwn = createIsOwn(source)
  const files = new Map<string, Map<number, Position | null>>()

  function look(site: NodeJS.CallSite, file: string): Position | null {
    const position = { file, line: site.getLineNumber() ?? 1, column: site.getColumnNumber() ?? 1 }
    return isOwn(position) ? position : null
  }
  return (site) => {
    const file = site.getFileName()
    if (!file) return null
    let places = files.get(file)
    if (!places) {
      places = new Map()
      files.set(file, places)
    }
    const before = site.getPosition()
    let place = places.get(before)
    if (place === undefined) {
      place = look(site, file)
      places.set(before, place)
    }
    return place
  }
}

/** By the stack: the innermost frame of the scenario's file makes the call. */
function createStackLocate(source: string): (api: PendingCall['api']) => Position | null {
  const placeOf = createPlaces(source)
  /** How deep that frame lay the last time, for each API: each frame that is looked at costs. */
  const usual: Partial<Record<PendingCall['api'], number>> = {}

  function find(api: PendingCall['api'], count: number): { place: Position | null; all: boolean } {
    const sites = callSites(locate, count)
    for (const [depth, site] of sites.entries()) {
      const place = placeOf(site)
      if (!place) continue
      usual[api] = depth + 1
      return { place, all: true }
    }
    return { place: null, all: sites.length < count }
  }
  function locate(api: PendingCall['api']): Position | null {
    const { place, all } = find(api, usual[api] ?? FRAMES)
    return all ? place : find(api, FRAMES).place
  }
  return locate
}

/**
 * `source` is the scenario's file, from the project's root. A place that was marked in it is one of the source itself,
 * under that name.
 */
export function createLocate(source: string): (api: PendingCall['api']) => Position | null {
  const byStack = createStackLocate(source)
  return (api) => (marked.line === 0 ? byStack(api) : { file: source, line: marked.line, column: 1 })
}
