/** What a run tells: its header, and its participants' reports as one stream of records in the order of their times. */
import type { Native } from '../../native-bridge/native.ts'
import type { ParticipantEvent } from '../contract/participant.ts'
import type { CountRecord, OutcomeRecord, ProcessRecord, TraceHeader, TraceRecord } from '../contract/trace.ts'
import { createEnds } from './ends.ts'
import { createMerger, type Unmerged } from './merger.ts'
import { evidenceOf } from './object-id.ts'
import { hasCrashed, type Party } from './party.ts'
import { toRecord } from './records.ts'
import { createUsageLedger, type UsageChange } from './usage.ts'

export interface RunEvents {
  /** Again whenever another participant's process id is known. */
  header(header: TraceHeader): void
  /** In the order of their times. */
  records(records: TraceRecord[]): void
  /** Something in the run's state has changed. */
  changed(): void
}

export interface Journal {
  /** The clock's time at the start of the run, in nanoseconds. */
  readonly origin: number
  /** Nanoseconds since then. */
  elapsed(): number
  add(record: Unmerged): void
  /** The participant's process has an id, and was started at `t`. */
  started(party: Party, t: number): void
  /** Its program is about to begin; `t` as its own clock tells it. */
  ready(party: Party, t: number): void
  /** `waits` are the objects that it has waited for until then. */
  events(party: Party, events: ParticipantEvent[], waits?: readonly string[]): void
  /** It has told all that it has done until `t`, as its own clock tells it. */
  caughtUp(party: Party, t: number): void
  /** It tells nothing any more, and with it end these uses. */
  ended(party: Party, uses: readonly UsageChange[]): void
  /** Calls back once all that has come so far has been told. */
  afterRecords(callback: () => void): void
  /** Tells what is still held back, and then the outcome. */
  close(outcome: () => OutcomeRecord): OutcomeRecord
  /** What has become of all objects so far, in a sentence. */
  objects(): string
}

export interface JournalParts {
  readonly header: TraceHeader
  readonly parties: readonly Party[]
  /** Hears each record before it is told. */
  follow(record: TraceRecord): void
  /** The clock's time at the start of the run, in nanoseconds. */
  readonly origin: number
  readonly now: () => number
  /** How long records are held back to be merged in order, in milliseconds. */
  readonly hold: number
  /** What the kernel counts itself is asked here. */
  readonly native: Pick<Native, 'sections' | 'objects'>
  readonly on: RunEvents
}

export function createJournal({ header, parties, follow, origin, now, hold, native, on }: JournalParts): Journal {
  const elapsed = () => now() - origin
  const nameOf = (pid: number) => parties.find(({ link }) => link?.pid === pid)?.id ?? `pid ${pid}`
  const usage = createUsageLedger(nameOf)
  const ends = createEnds()
  /**
   * The uses that end with a process, of objects that were heard of only after its end: what the kernel says of them, it can
   * be asked only now. A host lives on, and how a program of somebody else's uses objects is told otherwise.
   */
  function lateEnds({ event, participant, pid, t }: ProcessRecord): CountRecord[] {
    const party = parties.find(({ id }) => id === participant)
    const isItsProcess = party?.runsIn === 'helper' && !party.external
    if (!isItsProcess || (event !== 'exit' && event !== 'crash')) return []
    const end = { kind: 'usage', t, change: 'ended', holder: pid } as const
    return usage
      .end(pid)
      .flatMap((object) => usage.count({ ...end, object, kernel: evidenceOf(object, native) }) ?? [])
  }
  function counted(record: Unmerged): TraceRecord | TraceRecord[] {
    if (record.kind === 'process') return [...lateEnds(record), record]
    if (record.kind !== 'usage') return record
    const before = record.change === 'allocated' ? usage.replaced(record) : null
    return [before, usage.count(record)].filter((count) => count !== null)
  }
  const emit = (merged: Unmerged[]) => {
    const records = merged.flatMap(counted)
    ends.told(records)
    for (const record of records) follow(record)
    on.records(records)
    on.changed()
  }
  /** Who halts is let go by the supervisor only, and who is at work tells it soon. */
  function askToCatchUp(id: string) {
    const party = parties.find((each) => each.id === id)
    if (party?.phase === 'blocked') party.link?.command({ type: 'catch-up' })
  }
  const merger = createMerger(hold, elapsed, emit, askToCatchUp)

  function ofProcess(party: Party, event: 'start' | 'ready' | 'exit' | 'crash', t: number): ProcessRecord {
    const { id, link, exit } = party
    return {
      ...{ kind: 'process', t, participant: id, event, pid: link?.pid ?? process.pid, code: exit?.code ?? null },
      ...(exit?.signal && { signal: exit.signal }),
    }
  }
  const add = (record: Unmerged) => merger.add([record])

  return {
    origin,
    elapsed,
    add,
    objects: usage.summary,
    started(party, t) {
      const { id, link } = party
      if (!link) return
      header.participants = header.participants.map((each) => (each.id === id ? { ...each, pid: link.pid } : each))
      on.header({ ...header })
      // A program of somebody else's tells nothing.
      merger.begin(id, () => party.phase === 'halted' || party.external !== undefined)
      add(ofProcess(party, 'start', t))
    },
    ready: (party, t) => add(ofProcess(party, 'ready', t - origin)),
    events(party, events, waits = []) {
      const records = events.map((event) => toRecord(event, party.id, origin))
      for (const record of records) ends.hear(record, waits)
      merger.add(records, party.id)
    },
    caughtUp: ({ id }, t) => merger.caughtUp(id, t - origin),
    ended(party, uses) {
      merger.end(party.id)
      const end = ofProcess(party, hasCrashed(party) ? 'crash' : 'exit', elapsed())
      ends.add(end, uses)
      merger.add([...uses, end])
    },
    afterRecords: (callback) => merger.after(elapsed(), callback),
    close(outcome) {
      merger.flush()
      const record = outcome()
      on.records([record])
      return record
    },
  }
}
