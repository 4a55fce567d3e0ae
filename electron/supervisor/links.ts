/** The supervisor's end of a participant, whether it runs in the host's own process or in a helper's. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import * as z from 'zod/mini'
import {
  type ControlCommand,
  helperMessage,
  type ParticipantReport,
  type ParticipantStart,
  participantReport,
  traceEvent,
} from '../contract/participant.ts'
import { BadFrame } from '../packed/parts.ts'
import type { Told } from '../packed/told.ts'
import { startControl } from '../participant/control.ts'
import { createReportUnpacker } from '../participant/report-unpacker.ts'
import { HOST_VARIABLE, START_VARIABLE } from '../participant/start-variable.ts'

export interface Exit {
  readonly code: number | null
  readonly signal: string | null
}

export interface LinkEvents {
  reports(reports: ParticipantReport[]): void
  exit(exit: Exit): void
}

export interface ParticipantLink {
  readonly pid: number
  command(command: ControlCommand): void
  /** Ends the participant by force; what it held is freed, if need be by others. */
  kill(): void
  /** Lets go of what is left of it at the end of the run. */
  release?(): void
}

/** Runs the participant in this process, on worker threads: the client is the host's main process. */
export function linkInProcess(folder: string, start: ParticipantStart, events: LinkEvents): ParticipantLink {
  const read = createOwnReader()
  const control = startControl(folder, start, (passed, delivered) => {
    events.reports(passed instanceof Uint8Array ? read(passed) : [passed])
    delivered()
  })
  control.ended
    .then(() => 0)
    .catch((error: Error) => {
      events.reports([{ type: 'crashed', text: error.stack ?? error.message }])
      return 1
    })
    .then((code) => events.exit({ code, signal: null }))
  return {
    pid: process.pid,
    command: control.command,
    kill: () => void control.kill(),
  }
}

export interface HelperOptions {
  readonly folder: string
  /** Whether `process.execPath` is Electron, which is to behave as plain Node. */
  readonly runAsNode: boolean
}

/** The helper's environment. Its own children, had it any, must not inherit Electron's switch by accident. */
export function helperEnvironment(start: ParticipantStart | null, runAsNode: boolean): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _inherited, NODE_OPTIONS: _options, ...environment } = process.env
  return {
    ...environment,
    [HOST_VARIABLE]: String(process.pid),
    ...(runAsNode ? { ELECTRON_RUN_AS_NODE: '1' } : {}),
    ...(start && { [START_VARIABLE]: JSON.stringify({ ...start, argv: [] }) }),
  }
}

/**
 * How a helper is started out of the terminal's reach: Ctrl+C there would end it while Node still begins in it, before
 * it can leave that to its supervisor. It ends with its supervisor all the same. On Windows it has no part in the console.
 * Ctrl+Z stops the supervisor alone: what a helper waits for comes once it goes on.
 */
export const outOfReach = { detached: process.platform !== 'win32', windowsHide: true }

/** How long the last messages of an ended helper may take, in milliseconds. */
const STRAGGLING = 300

/** 'close' comes after the last message, 'exit' before it; of a helper killed on Windows only 'exit' may come. */
export function onEnd(child: ChildProcess, ended: (exit: Exit) => void) {
  let told = false
  const tell = (exit: Exit) => {
    if (!told) ended(exit)
    told = true
  }
  let straggling: NodeJS.Timeout | undefined
  child.once('exit', (code, signal) => {
    straggling = setTimeout(tell, STRAGGLING, { code, signal })
  })
  child.once('close', (code, signal) => {
    clearTimeout(straggling)
    tell({ code, signal })
  })
}

/** What a helper's thread has packed is an event or a report. Raises an error for anything else. */
function checkPacked(value: unknown): Told {
  if (typeof value === 'object' && value !== null && 'kind' in value) return z.parse(traceEvent, value)
  const report = z.parse(participantReport, value)
  if (report.type === 'events') throw new BadFrame('events are packed one by one')
  return report
}

/** The beginning of a message; one that is nested deeper than the stack is cannot be shown. */
function show(message: unknown): string {
  try {
    return String(JSON.stringify(message)).slice(0, 200)
  } catch (error) {
    return `(${(error as Error).message})`
  }
}

/** That a participant has told what nobody can read. */
const unreadable = (error: unknown, shown: string): ParticipantReport[] => [
  { type: 'crashed', text: `a report that is none (${(error as Error).message}): ${shown}` },
]

/** Reads a helper's messages, and believes nothing. */
export function createReader(): (message: unknown) => ParticipantReport[] {
  const unpack = createReportUnpacker(checkPacked)

  return (message) => {
    try {
      const parts = z.parse(helperMessage, message)
      return parts.flatMap((each) => (each.type === 'packed' ? unpack(Buffer.from(each.bytes, 'base64')) : each))
    } catch (error) {
      return unreadable(error, show(message))
    }
  }
}

/** Reads what a thread of this process has packed: of our own, but a program may have called with what is no number. */
export function createOwnReader(): (bytes: Uint8Array) => ParticipantReport[] {
  const unpack = createReportUnpacker()

  return (bytes) => {
    try {
      return unpack(bytes)
    } catch (error) {
      return unreadable(error, `${bytes.length} bytes`)
    }
  }
}

/** How often a start is tried that fails for a reason for which Node has no name. */
const TRIES = 3

const isUnknown = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'UNKNOWN'

/**
 * Null for a child that cannot start: Node throws some of the system's errors, and has an event for the others, which
 * must be heard. Wine refuses one start in some hundreds under load, and makes the next one.
 */
export function startChild(start: () => ChildProcess): (ChildProcess & { readonly pid: number }) | null {
  for (let tries = 1; ; tries += 1) {
    try {
      const child = start()
      child.on('error', () => {})
      return hasPid(child) ? child : null
    } catch (error) {
      if (tries === TRIES || !isUnknown(error)) return null
    }
  }
}

const hasPid = (child: ChildProcess): child is ChildProcess & { readonly pid: number } => child.pid !== undefined

/** Starts a helper process: the same executable, its parameters on its command line. Null when it cannot start. */
export function linkHelper(
  { folder, runAsNode }: HelperOptions,
  start: ParticipantStart,
  events: LinkEvents,
): ParticipantLink | null {
  const child = startChild(() =>
    spawn(process.execPath, [join(folder, 'helper.cjs'), ...start.argv], {
      env: helperEnvironment(start, runAsNode),
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      ...outOfReach,
    }),
  )
  if (!child) return null
  const read = createReader()
  child.on('message', (message) => events.reports(read(message)))
  onEnd(child, events.exit)
  return {
    pid: child.pid,
    command(command) {
      if (child.connected) child.send(command, () => {})
    },
    kill: () => child.kill('SIGKILL'),
  }
}
