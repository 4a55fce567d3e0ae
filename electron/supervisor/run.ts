/** One run of a scenario: starts its participants, gates their calls, merges their traces and cleans up. */
import { recommendedNative } from '../../native-bridge/recommended.ts'
import { noKernelLog } from '../../native-bridge/trace.ts'
import { now, processId } from '../../native-bridge/units.ts'
import type { ParticipantEvent, ParticipantReport, ParticipantStart } from '../contract/participant.ts'
import type { Policy, RunState } from '../contract/service.ts'
import type { Settings } from '../contract/settings.ts'
import type { OutcomeRecord, TraceHeader, TraceRecord } from '../contract/trace.ts'
import type { ExchangeLedger, Scenario } from '../scenarios/scenario.ts'
import { parseFault } from './faults.ts'
import { type Exit, type LinkEvents, linkHelper, linkInProcess } from './links.ts'
import { noteLive } from './live-runs.ts'
import { createMerger, type Unmerged } from './merger.ts'
import { judge } from './outcome.ts'
import { participantFolder } from './participant-folder.ts'
import { createParty, goOn, hasCrashed, type Party, standAt, stateOf, toHeader } from './party.ts'
import { platformOf } from './platform.ts'
import { toRecord } from './records.ts'
import { createReleases } from './releases.ts'
import { createRemains } from './remains.ts'
import { type Stranger, startStranger } from './stranger.ts'
import { createTimers } from './timers.ts'
import { createUsageLedger } from './usage.ts'
import { UsageError } from './usage-error.ts'
import { createWatchdog } from './watchdog.ts'

/** How long a participant may take to end after it was asked to, in milliseconds. */
const GRACE = 2000
/** How long beyond its timeout a participant may neither wait for anybody nor go on, in milliseconds. */
const STILL = 1000
/** How many questions may wait for the client. */
const MOST_QUESTIONS = 1000
/** How many of the latest requests a state tells: it is told many times a second. The outcome tells all. */
const TOLD = 100
/** TC_EXIT, TC_KILLPROCESS and TC_EXCEPTION of DosWaitChild. */
const [TC_EXIT, TC_KILLPROCESS, TC_EXCEPTION] = [0, 3, 4]

export interface RunOptions {
  readonly scenario: Scenario
  /** Complete and checked, from `resolveSettings`. */
  readonly settings: Settings
  readonly policy: Policy
  /** What is to go wrong, as it is typed. */
  readonly fault?: string
  /** Whether the client waits for further questions once its requests are answered. */
  readonly interactive: boolean
  readonly runAsNode: boolean
  /** How long records are held back to be merged in order, in milliseconds. */
  readonly hold: number
  readonly on: RunEvents
}

export interface RunEvents {
  /** Again whenever another participant's process id is known. */
  header(header: TraceHeader): void
  /** In the order of their times. */
  records(records: TraceRecord[]): void
  /** Something in `state()` has changed. */
  changed(): void
}

export interface Run {
  state(): RunState
  /** Throws a UsageError when that participant does not wait to be released. */
  step(participant?: string): void
  setPolicy(policy: Policy): void
  /** Throws a UsageError for what cannot be asked, or when nobody is there to ask. */
  ask(text: string): void
  /** Ends the run in good order, by force if need be. */
  stop(): Promise<OutcomeRecord>
  /** Ends the run by force, at once. */
  kill(): Promise<OutcomeRecord>
  /** Resolves once every process has ended and nothing is left in the kernel. */
  readonly outcome: Promise<OutcomeRecord>
}

/** Of a scenario in which nobody asks anybody. */
const noExchanges: ExchangeLedger = { follow() {}, latest: () => [], count: 0, amend: (verdict) => verdict }

export function startRun(options: RunOptions): Run {
  const { scenario, settings, interactive, runAsNode, hold, on } = options
  const folder = participantFolder()
  const origin = now()
  const elapsed = () => now() - origin

  let foreign = 0
  let notStarted: string | null = null
  let live = true
  let forced = false
  /** How many questions have been accepted. */
  let asked = Number(settings.requests)
  const parties = scenario.cast(settings).map(createParty)
  const byPid = (pid: number) => parties.find((party) => party.link?.pid === pid)
  const header: TraceHeader = {
    format: 'sharemem-trace',
    version: 1,
    scenario: scenario.info.id,
    settings,
    platform: platformOf(),
    participants: parties.map((party) => toHeader(party, scenario.info)),
    ...(options.fault !== undefined && { fault: options.fault }),
  }
  const ids = parties.map(({ id }) => id)
  const fault = options.fault === undefined ? null : parseFault(options.fault, scenario.info, ids)

  const exchanges = scenario.createLedger?.() ?? noExchanges
  const usage = createUsageLedger((pid) => byPid(pid)?.id ?? `pid ${pid}`)
  const merger = createMerger(hold, elapsed, (merged) => {
    const records = merged.flatMap((record) => (record.kind === 'usage' ? (usage.count(record) ?? []) : record))
    for (const record of records) exchanges.follow(record)
    on.records(records)
    on.changed()
  })
  const releases = createReleases(parties, options.policy, on.changed)
  const timers = createTimers(
    () => releases.policy.mode !== 'free' && parties.some(({ phase }) => phase === 'halted'),
  )
  const add = (...records: Unmerged[]) => merger.add(records)
  const native = recommendedNative(noKernelLog)
  const remains = createRemains(native, elapsed, add)
  let stranger: Stranger | null = null
  const timeout = Number(settings.timeout)
  const watchdog = createWatchdog(timers, timeout, (pid, waiting, call) => {
    const party = byPid(pid)
    if (party && party.runsIn !== 'host') {
      endHung(party, `did not answer within ${timeout} ms, for which the ${waiting.id} waited in ${call}`)
    }
  })

  /** Who lives in the host's process is asked first. */
  function endHung(party: Party, how: string) {
    party.hung ??= how
    if (party.runsIn !== 'host') return killParty(party)
    party.link?.command({ type: 'stop' })
    setTimeout(() => party.phase === 'ended' || killParty(party), GRACE).unref()
  }

  function hear(party: Party, report: ParticipantReport) {
    watchdog.hear(party, report)
    switch (report.type) {
      case 'ready':
        goOn(party)
        add(processRecord(party, 'ready', report.t - origin))
        break
      case 'events':
        if (party.phase !== 'halted') goOn(party)
        for (const event of report.events) follow(event)
        merger.add(
          report.events.map((event) => toRecord(event, party.id, origin)),
          party.id,
        )
        break
      case 'halted':
      case 'blocked':
        standAt(party, report, origin)
        break
      case 'stalled':
        endHung(party, `neither waited for anybody nor went on for ${timeout + STILL} ms`)
        break
      case 'foreign':
        foreign += 1
        add({ kind: 'note', t: report.t - origin, participant: party.id, text: report.text })
        break
      case 'exec':
        startChild(party, report.program, report.args)
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
        party.verdict = report.verdict
        break
      case 'crashed':
        party.crash = report.text
        add({ kind: 'fault', t: elapsed(), participant: party.id, text: report.text })
        break
    }
    on.changed()
  }

  function follow(event: ParticipantEvent) {
    if (event.kind === 'usage') remains.hear(event.object)
    if (event.kind === 'window') stranger?.hear(Number(event.window), event.event)
  }

  const processRecord = (party: Party, event: 'start' | 'ready' | 'exit' | 'crash', t = elapsed()): TraceRecord => ({
    kind: 'process',
    t,
    participant: party.id,
    event,
    pid: party.link?.pid ?? process.pid,
    code: party.exit?.code ?? null,
    ...(party.exit?.signal ? { signal: party.exit.signal } : {}),
  })

  const startOf = (party: Party, argv: string[]): ParticipantStart => ({
    id: party.id,
    scenario: scenario.info.id,
    program: party.program,
    inHost: party.runsIn === 'host',
    settings,
    argv,
    gated: releases.policy.mode !== 'free',
    interactive,
    fault,
    patience: timeout + STILL,
  })
  const eventsOf = (party: Party): LinkEvents => ({
    reports: (reports) => {
      for (const report of reports) hear(party, report)
    },
    exit: (exit) => partyExited(party, exit),
  })

  function announce(party: Party, t: number) {
    if (!party.link) return
    const { id, link } = party
    header.participants = header.participants.map((each) => (each.id === id ? { ...each, pid: link.pid } : each))
    on.header({ ...header })
    merger.begin(party.id, () => party.phase === 'halted')
    add(processRecord(party, 'start', t))
  }

  /** Each starts those of the cast that are its own to start, once. */
  function startChild(parent: Party, program: string, args: string[]) {
    const party = parties.find((each) => each.startedBy === parent.id && each.program === program && !each.link)
    if (!party || !start(party, args)) notStarted = program
    parent.link?.command({ type: 'started', pid: party?.link?.pid ?? null })
  }

  /** Returns whether its process could be started. */
  function start(party: Party, args: string[]): boolean {
    const t = elapsed()
    party.link =
      party.runsIn === 'host'
        ? linkInProcess(folder, startOf(party, args), eventsOf(party))
        : linkHelper({ folder, runAsNode }, startOf(party, args), eventsOf(party))
    announce(party, t)
    return party.link !== null
  }

  function partyExited(party: Party, exit: Exit) {
    party.exit = exit
    party.phase = 'ended'
    party.call = null
    merger.end(party.id)
    remains.endUses(party)
    add(processRecord(party, hasCrashed(party) ? 'crash' : 'exit'))
    // A host lives on, and cleans up after its participant itself.
    if (party.runsIn !== 'host') remains.sweep(party)
    tellParent(party)
    const isOver = parties.every(({ leads, phase, link }) => !leads || phase === 'ended' || !link)
    if (isOver) timers.stopAll()
    on.changed()
    if (parties.every(({ link, phase }) => phase === 'ended' || !link)) finish()
    else if (isOver) endTheOthers()
  }

  function tellParent({ link, exit, startedBy }: Party) {
    const parent = parties.find(({ id }) => id === startedBy)
    if (!link || !exit) return
    const codeTerminate = exit.signal ? TC_KILLPROCESS : exit.code === 0 ? TC_EXIT : TC_EXCEPTION
    const child = { pid: link.pid, codeTerminate, codeResult: exit.code ?? 0 }
    parent?.link?.command({ type: 'child-ended', child })
  }

  function running() {
    return parties.filter(({ link, phase }) => link && phase !== 'ended')
  }

  function endTheOthers() {
    for (const party of running()) party.link?.command({ type: 'stop' })
    setTimeout(killTheRest, GRACE).unref()
  }

  const killTheRest = () => running().forEach(killParty)

  function killParty(party: Party) {
    party.killed = true
    party.link?.kill()
  }

  async function finish() {
    releases.end()
    await stranger?.end()
    for (const party of parties) remains.sweep(party)
    merger.flush()
    const verdict = judge(parties, { notStarted, forced, objects: usage.summary(), amend: exchanges.amend })
    const record: OutcomeRecord = {
      kind: 'outcome',
      t: elapsed(),
      ok: verdict.name === 'completed',
      ...verdict,
      requests: exchanges.latest(Number.POSITIVE_INFINITY),
      foreign,
    }
    live = false
    on.records([record])
    on.changed()
    resolveOutcome(record)
  }

  let resolveOutcome: (record: OutcomeRecord) => void = () => {}
  const outcome = new Promise<OutcomeRecord>((resolve) => {
    resolveOutcome = resolve
  })

  /** Whom the person asks. */
  const leading = parties.find(({ leads }) => leads)
  const isAsking = () => scenario.whatIsWrongWith !== undefined && live && interactive && leading?.phase !== 'ended'

  function ask(text: string) {
    if (!scenario.whatIsWrongWith) throw new UsageError(`${scenario.info.title} takes no questions.`)
    const wrong = scenario.whatIsWrongWith(text)
    if (wrong) throw new UsageError(wrong)
    if (!isAsking()) {
      throw new UsageError('No run is live to ask in. Start one first.')
    }
    const waiting = asked - exchanges.count
    if (waiting >= MOST_QUESTIONS) {
      throw new UsageError(`${waiting} questions wait to be asked already. Ask again when some of them are answered.`)
    }
    asked += 1
    leading?.link?.command({ type: 'ask', text })
  }

  function stop() {
    if (!live) return outcome
    releases.setPolicy({ mode: 'free' })
    for (const { leads, link } of running()) link?.command({ type: leads ? 'quit' : 'rouse' })
    setTimeout(endTheOthers, GRACE).unref()
    return outcome
  }

  function kill() {
    if (!live) return outcome
    forced = true
    releases.setPolicy({ mode: 'free' })
    killTheRest()
    return outcome
  }

  const [first] = parties
  if (!first) throw new Error(`${scenario.info.id} has no participants`)
  remains.sweepEarlierRuns(first)
  if (fault?.kind === 'own' && fault.name === scenario.strangerWith) {
    const sweep = (pid: number) => native.processes.sweep(processId(pid))
    stranger = startStranger({ folder, runAsNode, elapsed, add, sweep })
  }
  for (const party of parties) if (party.startedBy === null && !start(party, [])) notStarted = party.id

  const run: Run = {
    step: releases.step,
    setPolicy: releases.setPolicy,
    ask,
    stop,
    kill,
    outcome,
    state: () => ({
      live,
      policy: releases.policy,
      participants: parties.map(stateOf),
      requests: exchanges.latest(TOLD),
      foreign,
      asking: isAsking(),
    }),
  }
  noteLive(run)
  return run
}
