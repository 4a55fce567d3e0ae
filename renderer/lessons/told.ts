/** The class’s page tells its notes how far the lesson is, does what they wish, and keeps the lesson over a reload. */
import { heard } from '../host.ts'
import { useStore } from '../store.ts'
import { nameOfPage, openChannel, type Standing, type Wish } from './channel.ts'
import { beginPart, cannotGoOn, goOn, isPastStop } from './give.ts'
import type { Giving } from './giving.ts'
import { readLesson } from './lesson-file.ts'

const KEPT = 'lesson'

function standing(): Standing {
  const state = useStore.getState()
  const { lesson, problem } = state
  const past = isPastStop(state)
  return { type: 'standing', giving: lesson, past, why: cannotGoOn(state), outcome: ended(), problem }
}

function ended(): Standing['outcome'] {
  const last = heard().at(-1)
  return last?.kind === 'outcome' ? { name: last.name, text: last.text } : null
}

/** Returns what ends it. */
export function tellNotes(): () => void {
  const channel = openChannel(nameOfPage())
  let past = false
  const tell = () => {
    const told = standing()
    past = told.past
    channel.postMessage(told)
  }
  channel.onmessage = ({ data }: MessageEvent<Wish>) => {
    if (data.type === 'hello') tell()
    else if (data.type === 'go-on') void goOn()
    else void beginPart(data.part)
  }
  const stop = useStore.subscribe((state, before) => {
    if (state.lesson !== before.lesson) keep(state.lesson)
    const isSame = state.lesson === before.lesson && state.problem === before.problem
    const isElsewhere = state.records !== before.records || state.cursor !== before.cursor
    if (!isSame || cannotGoOn(state) !== cannotGoOn(before)) tell()
    else if (isElsewhere && isPastStop(state) !== past) tell()
  })
  tell()
  return () => {
    stop()
    channel.close()
  }
}

function keep(lesson: Giving | null) {
  if (lesson) sessionStorage.setItem(KEPT, JSON.stringify(lesson))
  else sessionStorage.removeItem(KEPT)
}

/** After a reload, once the host has told of its scenarios: the lesson stands where it stood, and so does its run. */
export function keepOn() {
  const stop = useStore.subscribe(({ info, lesson }) => {
    if (!info) return
    stop()
    if (!lesson) useStore.setState({ lesson: kept() })
  })
}

function kept(): Giving | null {
  const text = sessionStorage.getItem(KEPT)
  if (text === null) return null
  try {
    const giving: Giving = JSON.parse(text)
    const file = readLesson('The lesson', JSON.stringify(giving.file), useStore.getState().info?.scenarios ?? [])
    return { ...giving, file, marked: null, way: giving.way === 'travelling' ? 'standing' : giving.way }
  } catch {
    // Of another version of the page: the lesson is opened anew.
    return null
  }
}
