/** `run`: one run without a screen. Resolves to the exit status. */
import { recommendedNative } from '../../../native-bridge/recommended.ts'
import { noKernelLog } from '../../../native-bridge/trace.ts'
import { inShort } from '../../contract/problem.ts'
import type { SettingValue } from '../../contract/settings.ts'
import type { OutcomeRecord, TraceHeader } from '../../contract/trace.ts'
import { checkRoom } from '../../supervisor/check-room.ts'
import { castWith, parseExternal, settingsWith } from '../../supervisor/external.ts'
import { parseFault } from '../../supervisor/faults.ts'
import { findPreset, findScenario, resolveSettings } from '../../supervisor/resolve-settings.ts'
import { startRun } from '../../supervisor/run.ts'
import { UsageError } from '../../supervisor/usage-error.ts'
import type { Ending } from '../ending.mjs'
import { endNow } from '../last-resort.ts'
import { keepHeapLean } from './lean-heap.ts'
import { type Output, recordingOutput, say } from './output.ts'
import { tellProgress } from './progress.ts'
import { createSummary } from './summary.ts'
import { createTraceWriter } from './trace-writer.ts'

export interface RunCommandOptions {
  readonly set: readonly string[]
  readonly fault?: string
  readonly preset?: string
  readonly external?: readonly string[]
  readonly record?: string
  readonly json?: boolean
}

/** Nobody watches: records can wait long enough for any straggler, in milliseconds. */
const HOLD = 1000

function parseSetting(pair: string): [key: string, value: string] {
  const equals = pair.indexOf('=')
  if (equals < 1) throw new UsageError(`--set ${inShort(pair)} is not understood. Write --set key=value.`)
  return [pair.slice(0, equals), pair.slice(equals + 1)]
}

/** `key=value` pairs, each key once. Throws a UsageError for anything else. */
export function parseSettings(pairs: readonly string[]): Record<string, SettingValue> {
  const settings = pairs.map(parseSetting)
  const keys = settings.map(([key]) => key)
  const twice = keys.find((key, index) => keys.indexOf(key) < index)
  if (twice !== undefined)
    throw new UsageError(`--set ${inShort(twice)} is there twice. Allowed is once for each setting.`)
  return Object.fromEntries(settings)
}

/** Throws a UsageError for what cannot be run. */
function chosenBy(id: string, options: RunCommandOptions) {
  const scenario = findScenario(id)
  const preset = options.preset === undefined ? null : findPreset(scenario, options.preset)
  const chosen = resolveSettings(scenario, { ...preset?.settings, ...parseSettings(options.set) })
  const native = recommendedNative(noKernelLog)
  const external = (options.external ?? []).map(parseExternal)
  const settings = settingsWith(scenario, chosen, external, native.kernel)
  const fault = options.fault ?? preset?.fault
  const own = castWith(scenario, settings, external).filter((member) => !member.external)
  const ids = own.map((member) => member.id)
  if (fault !== undefined) parseFault(fault, scenario.info, ids)
  checkRoom(scenario, settings, false, native.sections)
  return { scenario, settings, external, ...(fault !== undefined && { fault }) }
}

/** `output` is standard output. A run whose trace can no longer be written is ended; `listen` hears when else it is to. */
export async function runCommand(
  id: string,
  options: RunCommandOptions,
  output: Output,
  listen: () => Ending,
): Promise<number> {
  const chosen = chosenBy(id, options)
  const recordings = options.record === undefined ? [] : [recordingOutput(options.record)]
  const outputs = [output, ...recordings]
  const traces = options.json ? outputs : recordings
  const allWhole = () => outputs.every(({ isWhole }) => isWhole())
  const ending = listen()

  keepHeapLean()
  const summary = createSummary(chosen.scenario)
  const unstarted = chosen.external.flatMap(({ participant, commandLine }) =>
    commandLine === null ? participant : [],
  )
  for (const participant of unstarted) say(`The ${participant} is to be a program of yours: start it now.`)
  const writer = createTraceWriter((lines) => {
    for (const trace of traces) trace.write(lines)
  }, unstarted)
  let header: TraceHeader | null = null
  const run = startRun({
    ...chosen,
    policy: { mode: 'free' },
    interactive: false,
    runAsNode: false,
    hold: HOLD,
    on: {
      header(next) {
        header = next
        writer.header(next)
      },
      records(records) {
        // To write a trace costs as much as to tell it: where nobody reads it, it is not written.
        if (traces.length > 0) writer.records(records)
        summary.records(records)
      },
      changed() {},
    },
  })
  for (const { failed } of outputs) failed.then(ending.ask)
  ending.asked.then(run.stop)
  ending.forced.then(run.kill)

  const isWatched = process.stderr.isTTY && !options.json
  const endProgress = isWatched
    ? tellProgress(
        () => run.exchanges.count,
        chosen.scenario.exchange.noun,
        (text) => process.stderr.write(text),
      )
    : () => {}
  const outcome: OutcomeRecord = await run.outcome
  endProgress()
  if (header && !options.json && allWhole()) output.write(`${summary.text(header, outcome, run.exchanges)}\n`)
  // A reader may have stopped reading; whoever ends the run does not wait for it.
  await Promise.race([Promise.all(outputs.map(({ end }) => end())), ending.forced])
  const status = outcome.ok && allWhole() ? 0 : 1
  // Node would wait for the reader of a recording that has stopped reading.
  if (!outputs.every(({ isIdle }) => isIdle())) endNow(status)
  return status
}
