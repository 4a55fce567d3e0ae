/** The lessons that come along, given by the screen's own code to real processes: every stop is really reached. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ServiceClient } from '../electron/contract/service.ts'
import { createSession, type Session } from '../electron/supervisor/session.ts'
import { actions } from '../renderer/actions.ts'
import { attach, heard, stopListening } from '../renderer/host.ts'
import { beginPart, endLesson, goOn, openLesson } from '../renderer/lessons/give.ts'
import { nextStopOf, partOf, stopOf } from '../renderer/lessons/giving.ts'
import { type LessonFile, minutesOf, type Part, readLesson } from '../renderer/lessons/lesson-file.ts'
import { closeRecording, openRecording } from '../renderer/player.ts'
import { useStore } from '../renderer/store.ts'
import { stripOf } from '../renderer/strip.ts'
import { leftovers } from './leaks.mjs'

const folder = join(import.meta.dirname, '..', 'lessons')
const files = readdirSync(folder).sort()
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8')
const given = files.map((file): [string, LessonFile] => [file, JSON.parse(textOf(file))])

const { getState } = useStore
let session: Session
/** How many steps the session has been asked for. */
let steps = 0
let before: string[]

/** Node draws nothing. */
const drawn = { requestAnimationFrame: (draw: () => void) => setTimeout(draw) }

beforeAll(async () => {
  Object.assign(globalThis, drawn)
  before = leftovers()
  session = createSession({ host: 'browser', runAsNode: false })
  const call: ServiceClient['call'] = (method, params) => {
    if (method === 'step') steps += 1
    return session[method](params as never) as never
  }
  await attach({ call, subscribe: (listener) => session.subscribe(listener) })
})

afterAll(async () => {
  stopListening()
  await session.dispose()
  expect(leftovers()).toEqual(before)
})

beforeEach(() => useStore.setState({ lesson: null, problem: null }))

/** Each part once: the long lesson is made of parts of the others. */
const parts = new Map<string, [string, number]>()
for (const [file, lesson] of given.toReversed()) {
  for (const [index, { title: _title, minutes: _minutes, ...part }] of lesson.parts.entries()) {
    parts.set(JSON.stringify(part), [file, index])
  }
}

test.each(files)('%s can be given on this host', (file) => {
  expect(readLesson(file, textOf(file), getState().info?.scenarios ?? []).parts.length).toBeGreaterThan(0)
})

test('the lesson that docs/teaching.md shows can be given', () => {
  const guide = readFileSync(join(folder, '..', 'docs', 'teaching.md'), 'utf8')
  const shown = /```json\n(.*?)```/s.exec(guide)?.[1] ?? ''
  expect(readLesson('teaching.md', shown, getState().info?.scenarios ?? []).title).toBe('Gone with its name')
})

test.each([
  ['a setting', { settings: { namespace: 'mine' } }, /parts\[1\] cannot begin\. namespace=mine is not allowed/],
  ['a fault', { fault: 'melt:server' }, /parts\[1\] cannot begin\. There is no fault ‘melt:server’/],
  ['a participant of a fault', { fault: 'kill:clerk@1' }, /a participant is client or server/],
])('%s that a later part cannot have is told before anything begins', async (_what, change, sentence) => {
  const [, lesson] = given.find(([file]) => file === 'file-search.json') ?? []
  const copy = structuredClone(lesson)
  Object.assign(copy?.parts[1] ?? {}, change)
  const made = getState().header
  await openLesson('mine.json', JSON.stringify(copy))
  expect(getState().problem).toMatch(sentence)
  expect([getState().lesson, getState().header]).toEqual([null, made])
})

test('a stop at somebody who does not take part is told before anything begins, and who does', async () => {
  const [, lesson] = given.find(([file]) => file === 'one-server-many-clients.json') ?? []
  const copy = structuredClone(lesson)
  const [part] = copy?.parts ?? []
  const stop = { at: { participant: 'client-99', call: 'SetEvent' }, notes: 'Never.' }
  Object.assign(part ?? {}, { settings: { clients: 3 }, stops: [{ at: 'end', notes: 'The end.' }, stop] })
  await openLesson('mine.json', JSON.stringify(copy))
  expect([getState().lesson, getState().problem]).toEqual([
    null,
    'mine.json: parts[0].stops[1].at.participant is “client-99”; in its run there are client-1, client-2, client-3, server.',
  ])
})

test.each([
  [{ participant: 'server', call: 'WaitForMultipleObjects' }, null],
  [
    { participant: 'client-1', call: 'WaitForMultipleObjects' },
    /parts\[0\]\.stops\[0\]\.at\.call is “WaitForMultipleObjects”, which client-1 never makes; it makes AfxMessageBox, .*, read, write\.$/,
  ],
])('a stop at a call that its participant never makes is told before anything begins: %o', async (at, sentence) => {
  const [, lesson] = given.find(([file]) => file === 'one-server-many-clients.json') ?? []
  const copy = structuredClone(lesson)
  Object.assign(copy?.parts[0] ?? {}, { stops: [{ at, notes: 'Here.' }] })
  await openLesson('mine.json', JSON.stringify(copy))
  const { problem } = getState()
  if (sentence === null) expect(problem).toBeNull()
  else expect([problem, getState().lesson]).toEqual([expect.stringMatching(sentence), null])
})

test('a stop that its run never comes to is told at the end of the run', async () => {
  const [, lesson] = given.find(([file]) => file === 'parent-and-child.json') ?? []
  const copy = structuredClone(lesson)
  const at = { participant: 'child', call: 'CloseHandle', nth: 9 }
  Object.assign(copy?.parts[0] ?? {}, { stops: [{ at, notes: 'Never.' }] })
  await openLesson('mine.json', JSON.stringify(copy))
  await goOn()
  expect([getState().lesson?.way, getState().state?.live]).toEqual(['never', false])
  expect(stripOf(getState()).says).toContain('The stop before the child’s 9th CloseHandle was never reached.')
})

test('a question that nobody can answer is told before anything begins', async () => {
  const [, lesson] = given.find(([file]) => file === 'request-reply.json') ?? []
  const copy = structuredClone(lesson)
  Object.assign(copy?.parts[0] ?? {}, { ask: 'melt gold' })
  await openLesson('mine.json', JSON.stringify(copy))
  expect([getState().lesson, getState().problem]).toEqual([null, expect.stringContaining('melt')])
})

test('every system has a lesson, and one of 45 minutes has all of them', () => {
  const scenarios =
    getState()
      .info?.scenarios.map(({ id }) => id)
      .sort() ?? []
  const ofOne = given.filter(([, { parts: all }]) => new Set(all.map(({ scenario }) => scenario)).size === 1)
  expect(
    ofOne
      .map(
        ([
          ,
          {
            parts: [first],
          },
        ]) => first?.scenario,
      )
      .sort(),
  ).toEqual(scenarios)
  const [long] = given.filter(([, lesson]) => minutesOf(lesson) === 45)
  expect([...new Set(long?.[1].parts.map(({ scenario }) => scenario))].sort()).toEqual(scenarios)
})

const nameOf = ([file, index]: [string, number]): [string, string, number] => {
  const part = given.find(([name]) => name === file)?.[1].parts[index] as Part
  return [`${part.scenario}: ${part.title}`, file, index]
}

test.each([...parts.values()].map(nameOf))('%s comes to each of its stops', async (_name, file, index) => {
  await openLesson(file, textOf(file))
  if (index > 0) await beginPart(index)
  // A run may stand at its first stop as soon as it begins.
  const begun = getState().lesson
  const stops: unknown[] = begun && stopOf(begun) ? [stopOf(begun)?.at] : []
  for (let next = nextAt(); next !== null; next = nextAt()) {
    const made = heard().length
    await goOn()
    const { lesson, problem } = getState()
    // No press of the key is an empty one: the run has gone on, or the class is asked something.
    expect(heard().length > made || (lesson && stopOf(lesson)?.question !== undefined)).toBe(true)
    expect({ at: next, way: lesson?.way, problem }).toEqual({ at: next, way: 'standing', problem: null })
    stops.push(next)
    const expected = lesson && stopOf(lesson)?.outcome
    if (expected) expect(heard().findLast(({ kind }) => kind === 'outcome')).toMatchObject({ name: expected })
  }
  const { lesson } = getState()
  expect(stops).toHaveLength(lesson === null ? -1 : partOf(lesson).stops.length)
})

/** The way to a lesson's end has begun; `disturb` comes in the middle of it. */
async function disturbed(file: string, part: number, disturb: () => unknown) {
  await openLesson(file, textOf(file))
  if (part > 0) await beginPart(part)
  let ticks = 0
  const ticking = setInterval(() => {
    ticks += 1
  })
  const way = goOn()
  await new Promise((resolve) => setTimeout(resolve, 300))
  await disturb()
  const before = ticks
  await way
  clearInterval(ticking)
  return ticks - before
}

test('the way to a stop ends when a recording is opened, and leaves the page to others meanwhile', async () => {
  const recording = readFileSync(join(folder, '..', 'recordings', 'lost-request.jsonl'), 'utf8')
  const ticks = await disturbed('file-search.json', 1, () => openRecording('lost-request', recording))
  expect(ticks).toBeGreaterThan(0)
  expect(getState().lesson?.way).toBe('missed')
  await goOn()
  expect([getState().lesson?.way, getState().recording]).toEqual(['missed', 'lost-request'])
  closeRecording()
})

test('a lesson that is ended on its way steps no further', async () => {
  await disturbed('file-search.json', 1, endLesson)
  expect(getState().lesson).toBeNull()
  const then = steps
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect([then > 0, steps, getState().state?.live]).toEqual([true, then, true])
})

test('a lesson steps no run of another system', async () => {
  await openLesson('file-search.json', textOf('file-search.json'))
  await actions.see('welcome-text', { settings: {} })
  const made = heard().length
  await goOn()
  expect([getState().lesson?.way, getState().state?.live, heard().length]).toEqual(['missed', true, made])
})

function nextAt() {
  const { lesson } = getState()
  return lesson === null ? null : (nextStopOf(lesson)?.stop.at ?? null)
}
