/** `run`: one run without a screen. Resolves to the exit status. */
import { closeSync, openSync, writeSync } from 'node:fs'
import { recommendedNative } from '../../native-bridge/recommended.ts'
import { noKernelLog } from '../../native-bridge/trace.ts'
import type { SettingValue } from '../contract/settings.ts'
import type { OutcomeRecord, TraceHeader } from '../contract/trace.ts'
import { checkRoom } from '../supervisor/check-room.ts'
import { parseFault } from '../supervisor/faults.ts'
import { findPreset, findScenario, resolveSettings } from '../supervisor/resolve-settings.ts'
import { startRun } from '../supervisor/run.ts'
import { UsageError } from '../supervisor/usage-error.ts'
import { keepHeapLean } from './lean-heap.ts'
import { createSummary } from './summary.ts'
import { createTraceWriter } from './trace-writer.ts'

export interface RunCommandOptions {
  readonly set: readonly string[]
  readonly fault?: string
  readonly preset?: string
  readonly record?: string
  readonly json?: boolean
}

/** Nobody watches: records can wait long enough for any straggler, in milliseconds. */
const HOLD = 1000

/** `key=value` pairs. Throws a UsageError for anything else. */
export function parseSettings(pairs: readonly string[]): Record<string, SettingValue> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf('=')
      if (equals < 1) throw new UsageError(`--set ${pair} is not understood. Write --set key=value.`)
      return [pair.slice(0, equals), pair.slice(equals + 1)]
    }),
  )
}

function openRecording(file: string): number {
  try {
    return openSync(file, 'w')
  } catch (error) {
    throw new UsageError(`The recording cannot be written: ${(error as Error).message}.`)
  }
}

export async function runCommand(id: string, options: RunCommandOptions): Promise<number> {
  const scenario = findScenario(id)
  const preset = options.preset === undefined ? null : findPreset(scenario, options.preset)
  const settings = resolveSettings(scenario, { ...preset?.settings, ...parseSettings(options.set) })
  const fault = options.fault ?? preset?.fault
  if (fault !== undefined) parseFault(fault)
  checkRoom(scenario, settings, false, recommendedNative(noKernelLog).sections)
  const recording = options.record === undefined ? null : openRecording(options.record)

  keepHeapLean()
  const summary = createSummary()
  const writer = createTraceWriter(scenario.info.participants.length, (lines) => {
    if (recording !== null) writeSync(recording, lines)
    if (options.json) process.stdout.write(lines)
  })
  let header: TraceHeader | null = null
  const run = startRun({
    scenario,
    settings,
    policy: { mode: 'free' },
    ...(fault !== undefined && { fault }),
    interactive: false,
    runAsNode: false,
    hold: HOLD,
    on: {
      header(next) {
        header = next
        writer.header(next)
      },
      records(records) {
        writer.records(records)
        summary.records(records)
      },
      changed() {},
    },
  })
  const stop = () => void run.stop()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop)

  const outcome: OutcomeRecord = await run.outcome
  if (recording !== null) closeSync(recording)
  if (header && !options.json) console.log(summary.text(header, outcome))
  return outcome.ok ? 0 : 1
}
