/** Whatever follows a trace tells the same as if it saw the trace for the first time, and as the trace itself. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { aCall, aMessage, someData } from '../../electron/contract/records.fixture.ts'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { createFlights } from '../../electron/trace/flights.ts'
import { missingAt } from '../../electron/trace/kept.ts'
import { answerAt } from './answers.ts'
import { CAST, changingTrace, OBJECTS } from './changing.fixture.ts'
import { createFollower, type Part } from './fold.ts'
import type { Kind } from './kinds.ts'
import { crashedIn, windowOf } from './latest.ts'
import { createLayout, type Layout } from './layout.ts'
import { memoryAt } from './memory.ts'
import { objectsOf } from './objects.fixture.ts'
import { createObjects, holdersUntil, objectsAt } from './objects.ts'
import { consolesAt } from './outputs.ts'
import { createQueues } from './queues.ts'
import { createRails } from './rails.ts'
import { createNames } from './short-names.ts'
import { fileIn, standingAt } from './standing.ts'
import { countSteps, nextMessage, nextStep, previousStep, stepsOf } from './steps.ts'

type Records = readonly TraceRecord[]

test('a part hears of the kinds that it names, each in its place, and forgets them from where the trace has changed', () => {
  const partOf = (...kinds: Kind[]) => {
    const taken: string[] = []
    const part: Part = {
      ...(kinds.length > 0 && { kinds }),
      take: ({ kind }, index) => void taken.push(`${index} ${kind}`),
      cut: (index) => void taken.push(`cut ${index}`),
    }
    return { part, taken }
  }
  const [calls, others, all] = [partOf('call'), partOf('message', 'data'), partOf()]
  const [call, message, data] = [aCall('A'), aMessage('posted'), someData('write', 'AAAA')]
  const follow = createFollower([calls, others, all].map(({ part }) => part))
  follow([call, message])
  follow([call, data, message, call])
  expect(calls.taken).toEqual(['0 call', 'cut 1', '3 call'])
  expect(others.taken).toEqual(['1 message', 'cut 1', '1 data', '2 message'])
  expect(all.taken).toEqual(['0 call', '1 message', 'cut 1', '1 data', '2 message', '3 call'])
})

/** A part, and what can be seen of it. */
const seen = <P extends Part>(part: P, look: (part: P) => unknown) => ({ part, look: () => look(part) })

test.each([
  ['objects', () => seen(createObjects(), ({ objects }) => objects)],
  ['flights', () => seen(createFlights(), ({ flights, strays, windows }) => ({ flights, strays, windows }))],
  ['rails', () => seen(createRails(), ({ rails }) => rails)],
  ['names', () => seen(createNames(), (names) => names.short())],
])('what a part does not name tells it nothing: %s', (_, make) => {
  fc.assert(
    fc.property(changingTrace, (moments) => {
      const [named, all] = [make(), make()]
      const records = moments.at(-1) ?? []
      createFollower([named.part])(records)
      records.forEach((record, index) => {
        all.part.take(record, index)
      })
      expect(named.look()).toEqual(all.look())
    }),
  )
})

/** At each moment of a trace, and there at some places and at the end. */
const always = (check: (records: Records, cursor: number) => void) =>
  fc.assert(
    fc.property(changingTrace, fc.array(fc.nat(60), { maxLength: 3 }), (moments, cursors) => {
      for (const records of moments)
        for (const cursor of [records.length - 1, ...cursors.filter((each) => each < records.length)])
          check(records, cursor)
    }),
    { numRuns: 150 },
  )

/** The places of those up to a place that something holds of, by going through all of them. */
const placesUntil = (records: Records, cursor: number, holds: (record: TraceRecord) => boolean) =>
  records.flatMap((record, index) => (index <= cursor && holds(record) ? [index] : []))
const ofKind = (records: Records, kind: TraceRecord['kind'], cursor = records.length) =>
  placesUntil(records, cursor, (record) => record.kind === kind)

test('steps and messages', () =>
  always((records, cursor) => {
    const calls = ofKind(records, 'call')
    expect(stepsOf(records)).toEqual(calls)
    expect(countSteps(records, cursor)).toBe(ofKind(records, 'call', cursor).length)
    expect(nextStep(records, cursor)).toBe(calls.find((index) => index > cursor))
    expect(previousStep(records, cursor)).toBe(calls.findLast((index) => index < cursor))
    expect(nextMessage(records, cursor)).toBe(ofKind(records, 'message').find((index) => index > cursor))
  }))

test('where each participant stands, its window, and who has crashed', () =>
  always((records, cursor) => {
    const cast = CAST.map((id) => ({ id }))
    const sourced = (id: string) => (record: TraceRecord) =>
      record.kind === 'call' && record.source !== undefined && record.participant === id
    const lines = CAST.flatMap((id) => {
      const call = records[placesUntil(records, cursor, sourced(id)).at(-1) ?? -1]
      return call?.kind === 'call' ? [{ participant: id, line: call.source?.line, phase: 'running' }] : []
    })
    expect(standingAt(records, cast, null, cursor)).toEqual(lines)
    const first = records.find((record) => record.kind === 'call' && record.source !== undefined)
    expect(fileIn(records)).toBe(first?.kind === 'call' ? first.source?.file : undefined)
    for (const id of CAST) {
      const last = records.findLast(
        (record) => record.kind === 'window' && record.event === 'created' && record.participant === id,
      )
      expect(windowOf(records, id)).toBe(last?.kind === 'window' ? last.window : null)
    }
    const last = records.findLast(({ kind }) => kind === 'process')
    const crashed = last?.kind === 'process' && last.event === 'crash' ? last.participant : null
    expect(crashedIn(records, null)).toBe(crashed)
  }))

test('answers', () =>
  always((records, cursor) => {
    const index = records.findLastIndex(
      (record, at) =>
        at <= cursor &&
        (missingAt(record) > 0 ||
          (record.kind === 'data' && record.access === 'read' && record.structure?.name === 'REPLY')),
    )
    expect(answerAt(records, cursor)?.index).toBe(records[index]?.kind === 'data' ? index : undefined)
  }))

test('what was printed', () =>
  always((records, cursor) => {
    const printed = ofKind(records, 'output', cursor).map((index) => ({ index, record: records[index] }))
    const byWhom = (each: (typeof printed)[number]) =>
      (each.record?.kind === 'output' && each.record.participant) || ''
    const participants = [...new Set(printed.map(byWhom))]
    const consoles = participants.map((participant) => {
      const lines = printed.filter((each) => byWhom(each) === participant)
      return { participant, count: lines.length, lines }
    })
    expect(consolesAt(records, cursor)).toEqual(consoles)
  }))

/** As the writes leave it, one after the other. */
function replayed(records: Records, address: string, first: number, cursor: number) {
  const [values, writers]: [number[], (string | null)[]] = [[], []]
  for (const record of records.slice(first, cursor + 1)) {
    if (record.kind !== 'data' || record.object !== address || record.access !== 'write') continue
    Array.from(atob(record.bytes)).forEach((character, index) => {
      values[record.offset + index] = character.charCodeAt(0)
      writers[record.offset + index] = record.participant
    })
  }
  return Array.from({ length: Math.max(64, Math.ceil(values.length / 16) * 16) }, (_, at) => [
    values[at] ?? 0,
    writers[at] ?? null,
  ])
}

test('the bytes of an object, from whichever record on', () =>
  always((records, cursor) => {
    for (const address of OBJECTS)
      for (const first of [0, 7]) {
        const { bytes, structure } = memoryAt(records, address, first, cursor)
        expect(bytes.map(({ value, writer }) => [value, writer])).toEqual(replayed(records, address, first, cursor))
        const seen = records.findLast(
          (record, at) =>
            at >= first && at <= cursor && record.kind === 'data' && record.object === address && record.structure,
        )
        expect(structure).toEqual(seen?.kind === 'data' ? seen.structure : null)
      }
  }))

test('objects: those that live, and those that are gone of the ones that were made last', () => {
  const followed = createObjects()
  const follow = createFollower([followed])
  always((records, cursor) => {
    const all = objectsOf(records)
    follow(records)
    expect(followed.objects).toEqual(all)
    const latest = all.findLast(({ first }) => first <= cursor)?.first ?? 0
    const letGo = all.flatMap((each) => [each, ...each.holdings].flatMap(({ last }) => last ?? []))
    const isOfLatest = (first: number) => !letGo.some((index) => index >= first && index < latest)
    const shown = all.filter(({ first, last, counts }) => {
      if (first > cursor || last === null || last > cursor) return first <= cursor
      return isOfLatest(first) && counts.findLast(({ index }) => index <= cursor)?.usage === 0
    })
    expect(objectsAt(records, cursor)).toEqual(shown)
    for (const object of all) {
      const counts = object.counts.filter(({ index }) => index <= cursor)
      expect(holdersUntil(object, cursor)).toEqual([...new Set(counts.flatMap(({ holders }) => holders))])
    }
  })
})

test('queues', () => {
  const followed = createQueues()
  always((records, cursor) => expect(followed(records, cursor)).toEqual(createQueues()(records, cursor)))
})

test.each(['plain', 'folded', 'open'] as const)('all that is drawn, with its start-up %s', (startUp) => {
  const followed = createLayout()
  const drawn = (layout: Layout, cursor: number) => {
    const { columns, height } = layout
    const row = layout.rowAt(cursor)
    const views = [layout.view(0, Number.POSITIVE_INFINITY), layout.view(100, 300)]
    return { columns, height, now: layout.nowAt(cursor), row, views, startUp: layout.startUp }
  }
  always((records, cursor) =>
    expect(drawn(followed(records, startUp), cursor)).toEqual(drawn(createLayout()(records, startUp), cursor)),
  )
})
