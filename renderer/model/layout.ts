/** The geometry of the lifelines, in pixels; nothing here draws. */
import type { CallRecord, MessageRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { createFlights, type Flight } from '../../electron/trace/flights.ts'
import { wordsOf } from '../vocabulary/vocabulary.ts'
import { countBefore, createFollower, type Part, within } from './fold.ts'
import { foreignIn } from './foreign.ts'
import { createObjects, OBJECT_ENDS, type SharedObject } from './objects.ts'
import { createPlacing, type PlacedRow, START_UP, TOP } from './placing.ts'
import { FLIGHT_ENDS } from './queues.ts'
import { type Rail, railsOf, stretchesWithin } from './rails.ts'
import { createNames } from './short-names.ts'
import { createSpans } from './spans.ts'
import type { StartUpView } from './start-up.ts'

export type { PlacedRow } from './placing.ts'

/** An object's life on the kernel's lifeline, in one of the columns beside each other. */
export interface Band {
  readonly object: SharedObject
  readonly column: number
  readonly top: number
  /** Where it was destroyed; null while it lives. */
  readonly bottom: number | null
  readonly counts: readonly { readonly y: number; readonly usage: number }[]
}

/** What ties an object to a participant for as long as it holds it. */
export interface Tether {
  readonly participant: string
  readonly column: number
  readonly top: number
  readonly bottom: number | null
}

export interface Arrow {
  readonly flight: Flight
  readonly from: string
  readonly to: string | null
  readonly start: number
  /** Null while the message waits in the queue. */
  readonly end: number | null
  /** Whether it ended there because its window went away. */
  readonly died: boolean
}

/** A message that nobody of the run has posted, and that its receiver ignored. */
export interface Stray {
  readonly message: MessageRecord
  readonly to: string
  readonly y: number
}

/** A Give reaches into the other process before it returns. */
export interface Gift {
  readonly column: number
  readonly from: string
  readonly to: string
  readonly y: number
}

/** An event or a mutex on the kernel's lifeline, beside the bands. */
export interface RailView {
  readonly rail: Rail
  readonly top: number
  /** Where it was destroyed; null while it lives. */
  readonly bottom: number | null
  readonly stretches: readonly {
    readonly top: number
    readonly bottom: number | null
    readonly owner: string | null
    readonly abandoned: boolean
  }[]
  readonly signals: readonly { readonly y: number; readonly participant: string }[]
  readonly wakes: readonly { readonly y: number; readonly participant: string }[]
}

/** What is drawn between two heights. */
export interface View {
  readonly rows: readonly PlacedRow[]
  readonly bands: readonly Band[]
  readonly tethers: readonly Tether[]
  readonly arrows: readonly Arrow[]
  readonly strays: readonly Stray[]
  readonly gifts: readonly Gift[]
  readonly rails: readonly RailView[]
}

/** What stands for the start-up. */
export interface StartUpRow {
  /** How many steps it has. */
  readonly count: number
  readonly y: number
  readonly height: number
}

export interface Layout {
  /** Null where nothing stands for it. */
  readonly startUp: StartUpRow | null
  readonly columns: number
  /** How many events and mutexes stand beside each other. */
  readonly railColumns: number
  readonly height: number
  /** Where the now line runs: below the last row at the cursor. */
  nowAt(cursor: number | null): number
  view(top: number, bottom: number): View
  /** What the picture calls the objects that have names. */
  readonly names: ReadonlyMap<string, string>
  /** The events and mutexes that live at the cursor. */
  railsAt(cursor: number | null): readonly Rail[]
  /** The row of an event, or the last one before it. */
  rowAt(index: number): PlacedRow | undefined
}

/** Beside a row's name: bands start, end and change there. */
const anchor = (row: PlacedRow | undefined) => (row ? row.y + (row.height === 0 ? -4 : 20) : TOP)
/** Below what is written at a row: messages and gifts leave there. */
const departure = (row: PlacedRow | undefined) => (row ? row.y + row.height - 7 : TOP)
/** Above what is written at a row: messages arrive there. */
const arrival = (row: PlacedRow | undefined) => (row ? row.y + (row.height === 0 ? -4 : 6) : TOP)
const isFolded = (row: PlacedRow | undefined) => row?.height === 0

/** How many records further a call may stand that a count or a message belongs to: as many as come while it is made. */
const FAR = 500
/** How far from where something stands it reaches, with what is written at it, in pixels. */
const REACH = 40

/** What of a picture is to be drawn: from a record and a height to another. */
interface Cut {
  readonly from: number
  readonly to: number
  /** Whether something reaches into it that stands between two heights; with null, it goes on to where the picture ends. */
  sees(one: number, other: number | null): boolean
}

type Counted = TraceRecord & { kind: 'count' }

/** A count is recorded inside the call that changed it: the next call on that object. */
function callerOf(records: readonly TraceRecord[], count: Counted, index: number): string | null {
  for (let at = index + 1; at < Math.min(records.length, index + FAR); at += 1) {
    const record = records[at]
    if (record?.kind === 'call' && record.object === count.object && record.start <= count.t)
      return record.participant
  }
  return null
}

const indexOf = ({ index }: { readonly index: number }) => index

/** Which participant each process is, and which calls reach into another one. */
function createGifts() {
  const pids: { index: number; pid: number; participant: string }[] = []
  const gifts: { index: number; call: CallRecord; pid: number }[] = []
  const part: Part = {
    kinds: ['process', 'call'],
    take(record, index) {
      if (record.kind === 'process') pids.push({ index, pid: record.pid, participant: record.participant })
      if (record.kind !== 'call' || record.result.code !== 0) return
      const pid = wordsOf(record)?.givesTo?.(record)
      if (pid !== undefined) gifts.push({ index, call: record, pid })
    },
    cut(index) {
      for (const list of [pids, gifts])
        list.length = countBefore<{ index: number }>(list, index, (each) => each.index)
    },
  }
  const participantOf = (pid: number) => pids.findLast((each) => each.pid === pid)?.participant ?? null
  return { gifts, participantOf, part }
}

/** Follows a trace; what it returns is good until it is brought up to date again. */
export function createLayout(): (records: readonly TraceRecord[], startUp?: StartUpView) => Layout {
  const placing = createPlacing()
  const memory = createObjects()
  const messages = createFlights()
  const given = createGifts()
  const objects = createSpans(memory.objects, OBJECT_ENDS)
  const flights = createSpans(messages.flights, FLIGHT_ENDS)
  const names = createNames()
  const follow = createFollower([placing, memory, objects, messages, flights, given.part, names])
  let records: readonly TraceRecord[] = []

  /** Where a record is drawn: in its own row, or in the next one of its participant. */
  function find(index: number, participant: string | null): PlacedRow | undefined {
    const { rows } = placing
    const first = placing.before(index)
    for (let at = first; at < Math.min(rows.length, first + FAR); at += 1) {
      if (participant === null || rows[at]?.participant === participant) return rows[at]
    }
    return rows.at(-1)
  }
  function anchorOf(index: number) {
    const record = records[index]
    return anchor(find(index, record?.kind === 'count' ? callerOf(records, record, index) : null))
  }

  /** With those of its counts that stand there. */
  function bandOf(object: SharedObject, { from, to, sees }: Cut): Band[] {
    const top = anchorOf(object.first)
    const bottom = object.last === null ? null : anchorOf(object.last)
    if (!sees(top, bottom)) return []
    const [first, end] = [from, to + 1].map((place) => countBefore(object.counts, place, ({ index }) => index))
    const counts = object.counts
      .slice(first, end)
      .filter(({ usage }, at) => usage !== object.counts[(first ?? 0) + at - 1]?.usage)
      .map(({ index, usage }) => ({ y: anchorOf(index), usage }))
      .filter(({ y }) => sees(y, y))
    return [{ object, column: object.column, top, bottom, counts }]
  }
  function tethersOf({ holdings, column, last: gone }: SharedObject, { from, to, sees }: Cut): Tether[] {
    return holdings.flatMap(({ participant, first, last }) => {
      if (first > to || (last ?? gone ?? to) < from) return []
      // Who still held it where records begin to miss, holds it up to there.
      const bottom = last !== null ? anchorOf(last) : gone === null ? null : anchor(find(gone, null))
      const top = anchorOf(first)
      return sees(top, bottom) ? { participant, column, top, bottom } : []
    })
  }
  function arrowOf(flight: Flight): Arrow {
    const { posted, received, died, to, message } = flight
    const last = received ?? died
    const start = departure(find(posted, message.participant))
    return {
      flight,
      from: message.participant,
      to,
      start,
      end: last === null ? null : arrival(find(last, to)),
      died: received === null && died !== null,
    }
  }
  /** Of the start-up from beginning to end. */
  const isHidden = ({ posted, received, to, message }: Flight) =>
    isFolded(find(posted, message.participant)) && received !== null && isFolded(find(received, to))
  function giftsOf(objects: readonly SharedObject[], { from, to, sees }: Cut): Gift[] {
    return within(given.gifts, from, to, indexOf).flatMap(({ index, call, pid }) => {
      const y = departure(find(index, call.participant))
      if (!sees(y, y)) return []
      const object = objects.findLast(
        ({ name, first, last }) => name === call.object && first <= index && (last ?? index) >= index,
      )
      const receiver = given.participantOf(pid)
      if (!object || receiver === null) return []
      return [{ column: object.column, from: call.participant, to: receiver, y }]
    })
  }

  /** What stands at a record of a rail: an arrow leaves below a call's words, and arrives above them. */
  const rowAt = (index: number) => {
    const record = records[index]
    return find(index, record && 'participant' in record ? record.participant : null)
  }
  const leave = (index: number) => departure(rowAt(index))
  const arrive = (index: number) => arrival(rowAt(index))

  function railOf(rail: Rail, { from, to, sees }: Cut): RailView {
    const { last, signals, wakes } = rail
    const isTaken = (index: number) => records[index]?.kind === 'call'
    const shown = (all: typeof signals, heightOf: (index: number) => number) =>
      within(all, from, to, indexOf)
        .filter(({ index }) => !isFolded(rowAt(index)))
        .map(({ index, participant }) => ({ y: heightOf(index), participant }))
        .filter(({ y }) => sees(y, y))
    return {
      rail,
      top: anchor(rowAt(rail.first)),
      bottom: last === null ? null : anchor(rowAt(last)),
      stretches: stretchesWithin(rail, from, to)
        .map(({ first, last, owner, abandoned }) => ({
          ...{ owner, abandoned },
          top: owner === null ? leave(first) : arrive(first),
          bottom: last === null ? null : isTaken(last) ? arrive(last) : leave(last),
        }))
        .filter((stretch) => sees(stretch.top, stretch.bottom)),
      signals: shown(signals, leave),
      wakes: shown(wakes, arrive),
    }
  }

  function startUpRow(): StartUpRow | null {
    const count = placing.startUp()
    return count === 0 ? null : { count, y: TOP, height: START_UP }
  }

  const layout = (): Layout => ({
    startUp: startUpRow(),
    columns: memory.columns(),
    railColumns: railsOf(records).columns(),
    height: placing.height(),
    nowAt: (cursor) => (cursor === null ? placing.height() : placing.bottomAt(cursor)),
    rowAt: (index) => placing.rows[placing.before(index + 1) - 1],
    names: names.short(),
    railsAt: (cursor) => railsOf(records).at(cursor ?? records.length),
    view(top, bottom) {
      const rows = placing.between(top, bottom)
      // What belongs to these rows is recorded a little before or after them.
      const places = rows.length > 0 ? rows.map(({ index }) => index) : [records.length]
      const [from, to] = [Math.min(...places) - FAR, Math.max(...places) + FAR]
      const sees: Cut['sees'] = (one, other) =>
        Math.min(one, other ?? one) <= bottom + REACH && (other === null || Math.max(one, other) >= top - REACH)
      const cut: Cut = { from, to, sees }
      const there = objects.between(from, to)
      return {
        rows,
        bands: there.flatMap((object) => bandOf(object, cut)),
        tethers: there.flatMap((object) => tethersOf(object, cut)),
        arrows: flights
          .between(from, to)
          .filter((flight) => flight.lost === null && !isHidden(flight))
          .map(arrowOf)
          .filter(({ start, end }) => sees(start, end)),
        strays: within(foreignIn(records).outside, from, to, indexOf)
          .map(({ index, message }) => ({
            message,
            to: message.participant,
            y: arrival(find(index, message.participant)),
          }))
          .filter(({ y }) => sees(y, y)),
        gifts: giftsOf(there, cut),
        rails: railsOf(records)
          .between(from, to)
          .map((rail) => railOf(rail, cut)),
      }
    },
  })
  return (next, startUp = 'plain') => {
    placing.tell(startUp)
    follow(next)
    records = next
    return layout()
  }
}
