/** Gives a lesson: from part to part, and within each from stop to stop of a real run. */
import type { ServiceResult } from '../../electron/contract/service.ts'
import { who } from '../../electron/trace/who.ts'
import { actions } from '../actions.ts'
import { attemptLive, callHost, heard, onRecords, untilAnswered } from '../host.ts'
import { beginJourney, endJourney, runTo } from '../journey.ts'
import { previousStep } from '../model/steps.ts'
import { playerOnly } from '../player-only.ts'
import { connected } from '../stepping.ts'
import { ASK, awaitsQuestion, isLive, look, type State, useStore } from '../store.ts'
import {
  atFirstStop,
  atPart,
  atStop,
  begun,
  type Giving,
  isOver,
  nextStopOf,
  partOf,
  questionOf,
  stopOf,
} from './giving.ts'
import { type LessonQuestion, type Part, type Place, readLesson, type Stop } from './lesson-file.ts'
import { type Arrival, createArrival, isPast } from './stopping.ts'

const { setState: set, getState: get } = useStore

/** How long the host may take to answer, in milliseconds. */
const ANSWERS = 5000
/** How long a program may work or wait on the way to a stop while nobody can be released, in milliseconds. */
const PATIENCE = 15_000
/** How long a run whose end is waited for is left alone before it is looked at, in milliseconds. */
const SETTLED = 1500

/** Opens a lesson from the text of its file; what is wrong with it is a complaint, before anything begins. */
export async function openLesson(name: string, text: string) {
  if (!playerOnly) await untilAnswered(ANSWERS)
  const why = connected({ ...get(), starting: false })
  if (why !== null) return actions.complain(`${name}: ${why}`)
  const wanted = beginJourney()
  try {
    const file = readLesson(name, text, get().info?.scenarios ?? [])
    await Promise.all(file.parts.map((part, index) => check(`${name}: parts[${index}]`, part)))
    // Somebody may have opened another one meanwhile.
    if (!wanted()) return
    set({ lesson: begun(file, Date.now()), problem: null })
    await beginPart(0)
  } catch (error) {
    actions.complain(messageOf(error))
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** The host alone knows which settings go together, which faults there are, and who takes part. */
async function check(where: string, part: Part) {
  const { scenario, settings: chosen, fault } = beginningOf(part)
  const settings = { ...chosen, ...(part.ask !== undefined && { [ASK]: part.ask }) }
  const asked = callHost('check', { scenario, settings, ...(fault !== undefined && { fault }) })
  const { participants } = await asked.catch((error: unknown) => {
    throw new Error(`${where} cannot begin. ${messageOf(error)}`)
  })
  for (const [index, { at }] of part.stops.entries()) {
    const why = at === 'end' ? null : neverThere(at, participants)
    if (why) throw new Error(`${where}.stops[${index}].at.${why}`)
  }
}

/** Why no run comes to such a place; null where one may: how often a call is made, only the run itself tells. */
function neverThere(
  { participant, call }: Exclude<Place, 'end'>,
  participants: ServiceResult<'check'>['participants'],
): string | null {
  const found = participants.find(({ id }) => id === participant)
  if (!found)
    return `participant is “${participant}”; in its run there are ${participants.map(({ id }) => id).join(', ')}.`
  const { steps } = found
  return steps.includes(call)
    ? null
    : `call is “${call}”, which ${who(participant)} never makes; it makes ${steps.join(', ')}.`
}

/** What a part begins with: its preset, and what it has beside or in place of that. */
function beginningOf({ scenario, preset: id, settings, fault }: Part) {
  const info = get().info?.scenarios.find((each) => each.id === scenario)
  const preset = info?.lesson.presets.find((each) => each.id === id)
  return { scenario, settings: { ...preset?.settings, ...settings }, fault: fault ?? preset?.fault }
}

export function endLesson() {
  // Its way ends with it.
  if (get().lesson?.way === 'travelling') endJourney()
  set({ lesson: null })
}

/** Begins the run of a part, counted from 0, or begins it again. */
export async function beginPart(index: number) {
  const { lesson } = get()
  if (!lesson?.file.parts[index]) return
  const giving = { ...atPart(lesson, index, Date.now()), way: 'travelling' as const }
  set({ lesson: giving })
  const { scenario, settings, fault } = beginningOf(partOf(giving))
  await actions.see(scenario, { settings, ...(fault !== undefined && { fault }) }, partOf(giving).ask ?? null)
  arrive(giving, (now) => {
    if (get().problem !== null) return { ...now, way: 'missed' }
    return standsAtFirst(now) ? atFirstStop(now) : { ...now, way: 'standing' }
  })
}

/** What is asked at a stop waits for its key: the class has not been told yet what the part is about. */
function standsAtFirst(giving: Giving): boolean {
  const [first] = partOf(giving).stops
  if (!first || first.question || !isOfPart(get())) return false
  return stands(arrivalAt(first.at))
}

/** At the run as far as it has come. */
function arrivalAt(at: Stop['at']): Arrival {
  const arrival = createArrival(at)
  heard().forEach(arrival.follow)
  return arrival
}

const stands = (arrival: Arrival) =>
  get().state?.participants.some((each) => each.phase === 'halted' && arrival.standsAt(each)) === true

/** Unless somebody has begun another part or ended the lesson meanwhile: whoever has is not called back. */
function arrive({ partBegan }: Giving, there: (now: Giving) => Giving) {
  const { lesson: now } = get()
  if (now?.partBegan === partBegan && now.way === 'travelling') set({ lesson: there(now) })
}

/** To the next stop of the part, or to the next part behind its last one. */
export async function goOn() {
  const { lesson } = get()
  if (!lesson || cannotGoOn(get()) !== null) return
  const next = nextStopOf(lesson)
  if (!next) return beginPart(lesson.part + 1)
  set({ lesson: { ...lesson, way: 'travelling' } })
  const arrived = await travel(next.stop)
  arrive(lesson, (now) =>
    arrived ? atStop(now, next.index) : { ...now, way: isNever(next.stop) ? 'never' : 'missed' },
  )
}

/** Whether the part's own run has ended before it. */
const isNever = ({ at }: Stop) => at !== 'end' && isOfPart(get()) && heard().at(-1)?.kind === 'outcome'

/** As a sentence; null where there is a way. */
export function cannotGoOn(state: State): string | null {
  const { lesson } = state
  if (!lesson) return 'No lesson is being given.'
  if (lesson.way === 'travelling') return 'The run is on its way.'
  return isOver(lesson) ? 'This was the last stop of the lesson.' : connected(state)
}

const isOfPart = ({ lesson, header, recording }: State) =>
  lesson !== null && recording === null && header?.scenario === partOf(lesson).scenario

/** What the class is asked at the stop of the run that it looks at, or has been asked; null where it is nothing. */
export const askedAtStop = (state: State): LessonQuestion | null =>
  isOfPart(state) ? questionOf(state.lesson) : null

/** Whether what is looked at has gone on past the stop that the lesson has come to. */
export function isPastStop({ lesson, cursor }: State): boolean {
  const stop = lesson && stopOf(lesson)
  if (!stop || !isOfPart(get())) return false
  return isPast(stop.at, cursor === null ? heard() : heard().slice(0, cursor + 1))
}

/** Whether nothing may tell what the next step does: the class is asked about it, or is about to be. */
export const isSecret = (state: State): boolean =>
  state.predicting ||
  state.lesson?.way === 'travelling' ||
  (state.lesson?.choice === null && askedAtStop(state) !== null)

/** The class’s answer at the stop where the lesson stands; the first one counts. */
export function answerLesson(choice: string) {
  const { lesson } = get()
  if (lesson && lesson.choice === null) set({ lesson: { ...lesson, choice } })
}

/** Marks a choice that a remote's next key answers with. */
export function markLesson(marked: string) {
  const { lesson } = get()
  if (lesson && lesson.choice === null) set({ lesson: { ...lesson, marked } })
}

/** Resolves with whether the run has come to the place, or had passed it before: then that is looked at. */
async function travel({ at, outcome }: Stop): Promise<boolean> {
  if (!isOfPart(get())) return false
  const arrival = createArrival(at)
  let place = 0
  for (const [index, record] of heard().entries()) {
    arrival.follow(record)
    if (!arrival.passed) place = index + 1
  }
  if (arrival.passed) {
    // What comes just before a step is told may be part of it.
    look(at === 'end' || at.when === 'after' ? place : (previousStep(heard(), place) ?? 0))
    return true
  }
  const wanted = beginJourney()
  set({ cursor: null })
  if (get().state?.policy.mode !== 'step')
    await attemptLive((service) => service.call('setPolicy', { policy: { mode: 'step' } }))
  if (stands(arrival)) return true
  if (at === 'end') return runToEnd(arrival, outcome === undefined || outcome === 'completed', wanted)
  await runTo(arrival.follow, arrival.standsAt, { patience: PATIENCE, wanted, first: standsBefore() })
  return arrival.passed || (wanted() && stands(arrival))
}

/** Whose call the lesson stands before: what the class was told of, or asked, comes before all else. */
function standsBefore(): string | null {
  const { lesson } = get()
  const at = lesson ? stopOf(lesson)?.at : undefined
  return at === undefined || at === 'end' || at.when === 'after' ? null : at.participant
}

/** A run in which only a question is waited for comes to its end when it is ended, unless it is to fail by itself. */
async function runToEnd(arrival: Arrival, mayBeEnded: boolean, wanted: () => boolean): Promise<boolean> {
  for (const start = Date.now(); !mayBeEnded || !awaitsQuestion(get()); ) {
    await runTo(arrival.follow, () => false, { patience: SETTLED, wanted, first: standsBefore() })
    if (arrival.passed || !wanted() || Date.now() - start > PATIENCE) return arrival.passed
    // Its outcome may be told a moment later.
    if (!isLive(get())) return untilEnded(arrival, SETTLED)
  }
  if (!wanted()) return false
  const ended = untilEnded(arrival, PATIENCE)
  void actions.stop()
  return ended
}

/** Resolves with whether the end of the run has been told in time. */
function untilEnded(arrival: Arrival, patience: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(late)
      stopHearing()
      resolve(arrival.passed)
    }
    const stopHearing = onRecords((records) => {
      if (records.some(arrival.follow)) end()
    })
    const late = setTimeout(end, patience)
  })
}
