/** What every host shows: at most one live run, for any number of screens. */
import { recommendedNative } from '../../native-bridge/recommended.ts'
import { noKernelLog } from '../../native-bridge/trace.ts'
import { version } from '../../package.json'
import type { HostEvent, ParticipantState, RunState, Service, ServiceParams } from '../contract/service.ts'
import type { TraceHeader } from '../contract/trace.ts'
import { isStuck } from '../participant/control.ts'
import { scenarios } from '../scenarios/catalogue.ts'
import { createKept, SCREEN_LIMITS } from '../trace/kept.ts'
import { checkRoom, emptyArena } from './check-room.ts'
import { castWith, settingsWith } from './external.ts'
import { parseFault } from './faults.ts'
import { type Frame, infoWithoutFrame } from './frame.ts'
import { platformOf } from './platform.ts'
import { findScenario, resolveSettings } from './resolve-settings.ts'
import { type Run, type RunOptions, startRun } from './run.ts'
import { stepsOf } from './steps-of.ts'
import { UsageError } from './usage-error.ts'

/** How long records wait for earlier ones of another process, in milliseconds: too short for a person to notice. */
const HOLD = 40
/** How long changes of the state are collected, in milliseconds. */
const COLLECT = 15
/** The same of a run that waits for nobody: more often than this nobody can look. */
const COLLECT_FREE = 100

export interface Session extends Service {
  /** Hears every event from now on, a snapshot first and at once. Returns what ends it. */
  subscribe(listener: (event: HostEvent) => void): () => void
  /** Ends the live run, if any, and resolves once its processes and kernel objects are gone. */
  dispose(): Promise<void>
  /** The same by force, at once. */
  kill(): Promise<void>
}

export interface SessionOptions {
  readonly host: 'electron' | 'browser'
  /** Whether helpers are started by Electron's own executable, as plain Node. */
  readonly runAsNode: boolean
  /** The host's own window, as it is just now; null while there is none. */
  readonly frame?: () => Frame | null
}

/** In these, nothing that has not been told has led to where a process stands. */
const FREE: readonly ParticipantState['phase'][] = ['starting', 'running']

/**
 * What may be told of a state once the records are told that have led to it. Who has been released since halts there no
 * longer; where he halts by now is told with his next records.
 */
function settled(then: RunState, now: RunState): RunState {
  const participants = then.participants.map((before) => {
    const by = now.participants.find(({ id }) => id === before.id) ?? before
    const stays = by.phase === before.phase && by.call?.since === before.call?.since
    return stays || FREE.includes(by.phase) ? by : { ...by, phase: 'running' as const, call: null }
  })
  return { ...now, live: then.live, participants }
}

type Chosen = Pick<RunOptions, 'scenario' | 'settings' | 'policy' | 'fault' | 'external' | 'frame'>

/** Whoever looks for what a killed host left finds nothing from the next start on, also where no run is begun. */
function sweepEarlierRuns() {
  try {
    recommendedNative(noKernelLog).processes.sweepDead()
  } catch {
    // The next run tries again, and says why it cannot.
  }
}

export function createSession({ host, runAsNode, frame: theFrame = () => null }: SessionOptions): Session {
  const listeners = new Set<(event: HostEvent) => void>()
  let run: Run | null = null
  let header: TraceHeader | null = null
  /** What a screen that comes late is told. */
  const kept = createKept(SCREEN_LIMITS)
  let collecting = false
  let due: NodeJS.Timeout | undefined
  /** Whether the run's outcome has been told. */
  let isOver = false
  /** The state as it was told last. */
  let told: RunState | null = null
  /** Whether something has changed since the state was looked at that is being told. */
  let isOld = false
  let closed = false
  /** Starts take turns: each ends the run of the one before. */
  let starting: Promise<unknown> = Promise.resolve()
  sweepEarlierRuns()

  const tell = (event: HostEvent) => {
    for (const listener of listeners) listener(event)
  }
  /** A screen that comes late is told no more than the others have been; of waits that go on, how long they are by now. */
  const snapshot = (): HostEvent => ({
    type: 'snapshot',
    header,
    records: [...kept.records],
    state: collecting ? told : (run?.state() ?? null),
  })

  /** No sooner than the records of what has led to it: who halts has made the call before, and everybody sees that. */
  function tellState(of: Run) {
    if (run !== of) return
    const state = of.state()
    isOld = false
    of.afterRecords(() => {
      if (run !== of) return
      collecting = false
      told = settled(state, of.state())
      tell({ type: 'state', state: told })
      if (isOld) changed()
    })
  }
  function changed() {
    isOld = true
    if (!run) return
    if (isOver) {
      // With its outcome: what was told before is of a run that lives.
      clearTimeout(due)
      return tellState(run)
    }
    if (collecting) return
    collecting = true
    due = setTimeout(tellState, run.state().policy.mode === 'free' ? COLLECT_FREE : COLLECT, run)
  }
  /** A start that is still in the queue when the host ends must not begin. */
  function checkOpen() {
    if (closed) throw new UsageError('Sharemem is ending.')
  }
  async function begin(chosen: Chosen) {
    checkOpen()
    await run?.stop()
    checkOpen()
    if (isStuck()) {
      throw new UsageError(
        'A thread of the last run has not ended, and may still use its memory. Start Sharemem anew.',
      )
    }
    // Now that nothing of the last run is in the way.
    checkRoom(chosen.scenario, chosen.settings, true, recommendedNative(noKernelLog).sections)
    const before = { run, header }
    collecting = false
    isOver = false
    header = null
    run = null
    try {
      run = begun(chosen)
    } catch (error) {
      // It can still be looked at, and every screen learns that it is over.
      ;({ run, header } = before)
      changed()
      throw error
    }
    kept.clear()
    told = run.state()
    tell(snapshot())
  }
  function begun(chosen: Chosen): Run {
    return startRun({
      ...chosen,
      interactive: true,
      runAsNode,
      hold: HOLD,
      on: {
        header(next) {
          header = next
          tell({ type: 'header', header })
        },
        records(added) {
          kept.add(added)
          isOver = added.at(-1)?.kind === 'outcome'
          tell({ type: 'records', records: added })
        },
        changed,
      },
    })
  }
  /** Throws a UsageError for what cannot be started. */
  function chosenBy({ scenario: id, settings: chosen, fault, external = [] }: ServiceParams<'check'>) {
    const scenario = findScenario(id)
    const { kernel } = platformOf()
    const frame = theFrame()
    const resolved = resolveSettings(scenario, chosen, { hasFrame: frame !== null })
    const settings = settingsWith(scenario, resolved, external, kernel)
    const own = castWith(scenario, settings, external).filter((member) => !member.external)
    const ids = own.map(({ id: participant }) => participant)
    if (fault !== undefined) parseFault(fault, scenario.info, ids)
    return { scenario, settings, external, frame, ...(fault !== undefined && { fault }) }
  }
  const theRun = () => {
    if (run?.state().live) return run
    // Who asks too late has not heard of its end yet, and hears of that before the refusal.
    if (run && told?.live) tellState(run)
    throw new UsageError('No run is live. Start one first.')
  }

  return {
    async hello() {
      const infos = scenarios.map(({ info }) => (theFrame() ? info : infoWithoutFrame(info)))
      return { version, host, platform: platformOf(), scenarios: infos }
    },
    async start({ policy, ...asked }) {
      const chosen = chosenBy(asked)
      const mine = starting.then(() => begin({ ...chosen, policy }))
      starting = mine.catch(() => {})
      await mine
      return {}
    },
    async check(asked) {
      const { scenario, settings, external } = chosenBy(asked)
      const arena = run?.state().live ? emptyArena : recommendedNative(noKernelLog).sections
      checkRoom(scenario, settings, true, arena)
      const cast = castWith(scenario, settings, external)
      const steps = new Map(scenario.info.programs.map((program) => [program.name, stepsOf(program)]))
      return { participants: cast.map(({ id, program }) => ({ id, steps: steps.get(program) ?? [] })) }
    },
    async step({ participant }) {
      theRun().step(participant)
      return {}
    },
    async setPolicy({ policy }) {
      theRun().setPolicy(policy)
      return {}
    },
    async ask({ text }) {
      theRun().ask(text)
      return {}
    },
    async stop() {
      await run?.stop()
      return {}
    },
    subscribe(listener) {
      listeners.add(listener)
      listener(snapshot())
      return () => listeners.delete(listener)
    },
    async dispose() {
      closed = true
      listeners.clear()
      await starting
      await run?.stop()
    },
    async kill() {
      closed = true
      listeners.clear()
      await run?.kill()
    },
  }
}
