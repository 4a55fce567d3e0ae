/** One run of a scenario: hears its participants, tells its trace, and judges it once every process has ended. */

import { recommendedNative } from '../../native-bridge/recommended.ts'
import { noKernelLog } from '../../native-bridge/trace.ts'
import { now, processId } from '../../native-bridge/units.ts'
import type { ParticipantEvent, ParticipantReport } from '../contract/participant.ts'
import type { External, Policy, RunState } from '../contract/service.ts'
import type { Settings } from '../contract/settings.ts'
import type { OutcomeRecord, TraceRecord } from '../contract/trace.ts'
import { stopped, type Verdict } from '../scenarios/process.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { allOf, createExchanges, type Exchanges } from '../trace/exchanges.ts'
import { who } from '../trace/who.ts'
import { castWith } from './external.ts'
import { createExternalPrograms } from './external-programs.ts'
import { STILL } from './external-waits.ts'
import { type Frame, useFrame } from './frame.ts'
import { createHold } from './hold.ts'
import { createJournal, type RunEvents } from './journal.ts'
import type { Exit } from './links.ts'
import { noteLive } from './live-runs.ts'
import { isGrave, judge } from './outcome.ts'
import { participantFolder } from './participant-folder.ts'
import { createParty, goOn, type Party, standAt, stateOf } from './party.ts'
import { createPool } from './pool.ts'
import { createQuestions } from './questions.ts'
import { createRemains } from './remains.ts'
import { faultOf, headerOf, prepare } from './run-beginning.ts'
import { createScheduler } from './scheduler.ts'
import { createStandIn } from './stand-in.ts'
import { createStandstill } from './standstill.ts'
import { type Stranger, startStranger } from './stranger.ts'
import { createTimers } from './timers.ts'
import { createWatchdog } from './watchdog.ts'

/** How long a participant of a scenario without a timeout of its own may keep another one waiting, in milliseconds. */
const TIMEOUT = 10_000
/** TC_EXIT, TC_KILLPROCESS and TC_EXCEPTION of DosWaitChild. */
const [TC_EXIT, TC_KILLPROCESS, TC_EXCEPTION] = [0, 3, 4]

export interface RunOptions {
  readonly scenario: Scenario
  /** Complete and checked, from `resolveSettings`. */
  readonly settings: Settings
  readonly policy: Policy
  /** What is to go wrong, as it is typed. */
  readonly fault?: string
  /** The participants that programs of others play, checked by `settingsWith`. */
  readonly external?: readonly External[]
  /** Whether the client waits for further questions once its requests are answered. */
  readonly interactive: boolean
  readonly runAsNode: boolean
  /** Where the settings name it. */
  readonly frame?: Frame | null
  /** How long records are held back to be merged in order, in milliseconds. */
  readonly hold: number
  readonly on: RunEvents
}

export interface Run {
  state(): RunState
  /** Calls back once all records have been told of what has led to the state so far. */
  afterRecords(callback: () => void): void
  /** Throws a UsageError when that participant does not wait to be released. */
  step(participant?: string): void
  setPolicy(policy: Policy): void
  /** Throws a UsageError for what cannot be asked, or when nobody is there to ask. */
  ask(text: string): void
  /** Ends the run in good order, by force if need be. */
  stop(): Promise<OutcomeRecord>
  /** Ends the run by force, at once. */
  kill(): Promise<OutcomeRecord>
  /** As the records that have been told so far tell them. */
  readonly exchanges: Exchanges
  /** Resolves once every process has ended and nothing is left in the kernel. */
  readonly outcome: Promise<OutcomeRecord>
}

/** As DosWaitChild tells the end of a child. */
const terminationOf = ({ code, signal }: Exit) => (signal ? TC_KILLPROCESS : code === 0 ? TC_EXIT : TC_EXCEPTION)

const isSeen = (event: ParticipantEvent) => event.kind === 'usage' && event.change === 'seen'

export function startRun(asked: RunOptions): Run {
  const { scenario, interactive, on, external = [] } = asked
  const parties = castWith(scenario, asked.settings, external).map(createParty)
  const [first] = parties
  if (!first) throw new Error(`${scenario.info.id} has no participants`)
  const leading = parties.find(({ leads }) => leads)
  const fault = faultOf(asked, parties)
  const folder = participantFolder()
  // What is made for the run comes last of what may be refused.
  const prepared = prepare(asked)
  const settings = prepared?.settings ?? asked.settings
  const options = { ...asked, settings }
  const timeout = Number(settings.timeout ?? TIMEOUT)
  const native = recommendedNative(noKernelLog)
  let foreign = 0
  let notStarted: string | null = null
  /** What has not come of a program of somebody else's. */
  let stuck: string | null = null
  let live = true
  let forced = false
  /** Whether nobody is started any more. */
  let ending = false

  // As it was asked for: what was made for the run is gone after it.
  const header = headerOf(asked, parties)
  const exchanges = createExchanges(scenario.exchange, header.participants)
  const findings = scenario.createFindings?.(exchanges, settings)
  const followRecord = (record: TraceRecord) => {
    exchanges.follow(record)
    findings?.follow(record)
  }
  const { hold } = options
  const journal = createJournal({ header, parties, follow: followRecord, origin: now(), now, hold, native, on })
  const scheduler = createScheduler(parties, options.policy, changed)
  const clockHold = createHold(parties, scheduler.isHeld)
  const timers = createTimers(scheduler.isHeld)
  const remains = createRemains(native, journal.elapsed, journal.add)
  const programs = createExternalPrograms({
    ...{ parties, external, openness: scenario.external, settings, programs: native.programs },
    ...{ timers, timeout, interactive },
    on: {
      output: ({ id }, line) =>
        journal.add({ kind: 'output', t: journal.elapsed(), participant: id, text: `${line}\n` }),
      exit: partyExited,
      toStart(party) {
        if (!ending) standIn.start(party)
      },
      placed: () => standIn.look(ending),
      stuck(sentence) {
        stuck = sentence
        pool.killExternal()
        run.stop()
      },
    },
  })
  const frame = useFrame(scenario, settings, asked.frame ?? null, (participant, command) =>
    parties.find(({ id }) => id === participant)?.link?.command(command),
  )
  const pool = createPool({
    parties,
    folder,
    runAsNode: options.runAsNode,
    startOf: (party, argv) => ({
      ...{ id: party.id, scenario: scenario.info.id, program: party.program, settings, argv, interactive, fault },
      signals: scenario.signals,
      inHost: party.runsIn === 'host',
      gated: scheduler.policy.mode !== 'free',
      held: scheduler.isHeld(),
      patience: timeout + STILL,
      ...(party.awaits !== undefined && { awaits: party.awaits }),
      ...(programs.unstarted && { unstarted: programs.unstarted }),
      frame: frame?.handleFor(party.id),
    }),
    startExternal: programs.start,
    eventsOf: (party) => ({
      reports(reports) {
        for (const report of reports) hear(party, report)
      },
      exit: (exit) => partyExited(party, exit),
    }),
  })
  const watchdog = createWatchdog(timers, timeout, (pid, waiting, call) => {
    const party = parties.find(({ link }) => link?.pid === pid)
    if (!party || party.runsIn === 'host') return
    pool.endHung(party, `did not answer within ${timeout} ms, for which ${who(waiting.id)} waited in ${call}`)
  })
  // Who is started first asks; a program of somebody else's asks what it likes.
  const asker = parties.find(({ startedBy }) => startedBy === null)
  const isAsking = () => live && !asker?.external && interactive && leading !== undefined && leading.phase !== 'ended'
  const questions = createQuestions(scenario, Number(settings.requests ?? 0), isAsking)
  const standstill = createStandstill(
    parties,
    timers,
    timeout + STILL,
    () => questions.canBeAsked(),
    pool.endStranded,
  )
  const standIn = createStandIn(parties, native, (party) => {
    if (!start(party, [...(party.argv ?? []), ...programs.argumentsOf(party)])) notStarted = party.id
  })
  const stranger = fault?.kind === 'own' && fault.name === scenario.harm?.fault ? startTheStranger() : null

  function startTheStranger(): Stranger {
    const { elapsed, add } = journal
    const sweep = (pid: number) => native.processes.sweep(processId(pid))
    return startStranger({ scenario: scenario.info.id, folder, runAsNode: options.runAsNode, elapsed, add, sweep })
  }

  function changed() {
    clockHold.look()
    on.changed()
  }

  function hear(party: Party, report: ParticipantReport) {
    if (report.type === 'caught-up') return journal.caughtUp(party, report.t)
    watchdog.hear(party, report)
    switch (report.type) {
      case 'awaiting':
        party.awaiting = true
        programs.startAwaited()
        break
      case 'ready':
        party.awaiting = false
        goOn(party)
        journal.ready(party, report.t)
        break
      case 'events': {
        const waits = party.call?.waits
        // What it sees while it waits is no sign that it waits no longer.
        if (!report.events.every(isSeen)) {
          if (party.phase !== 'halted') goOn(party)
          standstill.hear(party, report)
        }
        for (const event of report.events) follow(party, event)
        journal.events(party, report.events, waits)
        break
      }
      case 'halted':
      case 'blocked':
        standAt(party, report, { origin: journal.origin, stood: clockHold.stood() })
        journal.caughtUp(party, report.t)
        standstill.hear(party, report)
        standIn.look(ending)
        break
      case 'stalled':
        pool.endHung(party, `neither waited for anybody nor went on for ${timeout + STILL} ms`)
        break
      case 'foreign':
        foreign += 1
        journal.add({ kind: 'note', t: report.t - journal.origin, participant: party.id, text: report.text })
        break
      case 'exec':
        startProgram(party, report.program, report.args)
        break
      case 'timer-start':
        timers.start(`${party.id} ${report.id}`, report.milliseconds, () =>
          party.link?.command({ type: 'timer', window: report.window, id: report.id }),
        )
        break
      case 'timer-stop':
        timers.stop(`${party.id} ${report.id}`)
        break
      case 'ended':
        party.done = true
        // What fails once a person ends the run fails because of that.
        party.verdict = ending && isGrave(report.verdict) ? stopped : report.verdict
        break
      case 'crashed':
        party.crash = report.text
        journal.add({ kind: 'fault', t: journal.elapsed(), participant: party.id, text: report.text })
        break
    }
    programs.hear(report)
    changed()
  }

  function follow(party: Party, event: ParticipantEvent) {
    programs.hearUse(party, event)
    if (event.kind === 'usage') remains.hear(event.object)
    if (event.kind === 'window') stranger?.hear(Number(event.window), event.event)
  }

  /** Each starts those of the cast that are its own to start, once. */
  function startProgram(parent: Party, program: string, argv: string[]) {
    const child = parties.find((each) => each.startedBy === parent.id && each.program === program && !each.link)
    if (!child || !start(child, argv)) notStarted = program
    parent.link?.command({ type: 'started', pid: child?.link?.pid ?? null })
  }

  function start(party: Party, argv: string[]): boolean {
    const t = parties.every(({ link }) => !link) ? 0 : journal.elapsed()
    const isStarted = pool.start(party, argv)
    journal.started(party, t)
    programs.progress()
    if (isStarted && party.external) party.phase = 'running'
    // Nobody is to wait for it.
    if (!isStarted) {
      party.phase = 'ended'
      programs.ended()
    }
    return isStarted
  }

  function partyExited(party: Party, exit: Exit) {
    party.exit = exit
    party.phase = 'ended'
    party.call = null
    // Of what it used by name nothing was told, so that nothing of it has to be told now.
    journal.ended(party, party.external && programs.areSeen ? [] : remains.usesEnded(party))
    // A host lives on, and cleans up after its participant itself.
    if (party.runsIn !== 'host') remains.sweep(party)
    tellParent(party, exit)
    standIn.look(ending)
    standstill.look()
    const isOver = parties.every(({ leads, phase, link }) => !leads || phase === 'ended' || !link)
    programs.ended()
    programs.startAwaited()
    if (isOver) {
      programs.end()
      timers.stopAll()
    }
    changed()
    if (pool.running().length === 0) finish()
    else if (isOver) pool.end()
  }

  function tellParent({ link, startedBy }: Party, exit: Exit) {
    const parent = parties.find(({ id }) => id === startedBy)
    if (!link) return
    const child = { pid: link.pid, codeTerminate: terminationOf(exit), codeResult: exit.code ?? 0 }
    parent?.link?.command({ type: 'child-ended', child })
  }

  async function finish() {
    scheduler.end()
    frame?.end()
    await stranger?.end()
    programs.end()
    for (const { link } of parties) link?.release?.()
    for (const party of parties) remains.sweep(party)
    takeAway()
    const record = journal.close(conclude)
    live = false
    on.changed()
    resolveOutcome(record)
  }

  /** What was made for the run; that it cannot be taken away is no reason to lose the run. */
  function takeAway() {
    try {
      prepared?.end()
    } catch (error) {
      const text = `What was made for this run is still there: ${(error as Error).message}`
      journal.add({ kind: 'note', t: journal.elapsed(), participant: first?.id ?? '', text })
    }
  }

  function conclude(): OutcomeRecord {
    const amend = findings?.amend ?? ((seen: Verdict) => seen)
    const verdict = judge(parties, { notStarted, stuck, forced, ending, objects: journal.objects(), amend })
    const ok = verdict.name === 'completed'
    const { toTiming } = scenario
    const requests = toTiming ? allOf(exchanges).map(toTiming) : []
    return { kind: 'outcome', t: journal.elapsed(), ok, ...verdict, requests, foreign }
  }

  let resolveOutcome: (record: OutcomeRecord) => void = () => {}
  const outcome = new Promise<OutcomeRecord>((resolve) => {
    resolveOutcome = resolve
  })

  const run: Run = {
    step: scheduler.step,
    setPolicy: scheduler.setPolicy,
    outcome,
    exchanges,
    afterRecords: journal.afterRecords,
    ask(text) {
      questions.check(text, exchanges.count)
      leading?.link?.command({ type: 'ask', text })
    },
    stop() {
      if (!live) return outcome
      ending = true
      pool.quit() // First: a program that is let go has been told before that it is to end.
      scheduler.setPolicy({ mode: 'free' })
      return outcome
    },
    kill() {
      if (!live) return outcome
      forced = true
      ending = true
      scheduler.setPolicy({ mode: 'free' })
      pool.kill()
      return outcome
    },
    state: () => ({
      live,
      policy: scheduler.policy,
      held: live && scheduler.isHeld(),
      participants: parties.map((party) => stateOf(party, { elapsed: journal.elapsed, stood: clockHold.stood })),
      foreign,
      asking: questions.canBeAsked(),
    }),
  }

  remains.sweepEarlierRuns(first)
  for (const party of parties) {
    if (!party.external && party.startedBy === null && !party.startsWhen) standIn.start(party)
  }
  programs.startAwaited()
  if (pool.running().length === 0) finish()
  noteLive(run)
  return run
}
