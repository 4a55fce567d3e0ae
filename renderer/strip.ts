/** The strip between picture and footer: what it says, and what its buttons do. Space and a remote press the first. */
import { actions } from './actions.ts'
import { progressOf } from './exchanges.ts'
import { heard } from './host.ts'
import { askedAtStop, beginPart, goOn } from './lessons/give.ts'
import { isOver, nextStopOf, placeText, wayOn } from './lessons/giving.ts'
import { answerAt, answerInWords } from './model/answers.ts'
import { waitingInWords } from './model/asked.ts'
import { crashedIn } from './model/latest.ts'
import { type Doing, type Ending, type InLesson, type Now, nowOf, type Situation } from './model/now.ts'
import { nextPreset } from './model/presets.ts'
import { startUpEnd } from './model/start-up.ts'
import { countSteps, nextStep, previousStep, stepsOf } from './model/steps.ts'
import { runningTimer } from './model/timers.ts'
import { playerOnly } from './player-only.ts'
import { asks } from './predictions.ts'
import { connected, halted } from './stepping.ts'
import { askOf, awaitsQuestion, isLive, type State, scenarioOf, useStore } from './store.ts'
import { titleOf } from './vocabulary/outcomes.ts'

/** How long the end of a run is left to be looked at before a key begins another one, in milliseconds. */
const MOMENT = 1000

function nextOf(state: State) {
  const presets = scenarioOf(state)?.lesson?.presets ?? []
  return state.header ? nextPreset(presets, state.header) : undefined
}

function endingOf({ records, cursor }: State): Ending | null {
  const last = records.at(-1)
  if (cursor !== null || last?.kind !== 'outcome') return null
  return { ok: last.ok, name: last.name, title: `${titleOf(last.name)}.`, text: last.text }
}

/** What has been asked last, and what was answered to that. */
function lastExchange({ told, records }: State) {
  const last = told?.exchanges.at(told.exchanges.count - 1)
  const answer = answerAt(records, records.length - 1)
  const isIts = answer !== null && last?.id === answer.exchange
  return { asked: last?.title ?? null, answer: isIts ? answerInWords(answer) : null }
}

function behindOf({ told, asked, state }: State): string | null {
  if (!told || !state?.live || asked.length === 0) return null
  return waitingInWords(asked, progressOf(told, state.participants), told.pattern.noun)
}

/** The last step of a start-up that is folded away, where what is looked at stands before that. */
function startUpAhead({ records, cursor, startUpOpen }: State): number | null {
  const end = startUpEnd(records)
  if (startUpOpen || cursor === null || end === null) return null
  const last = previousStep(records, end)
  return last !== undefined && cursor < last ? last : null
}

function inLesson(state: State): InLesson | null {
  const { lesson } = state
  if (!lesson) return null
  const asks = lesson.choice === null ? (askedAtStop(state)?.text ?? null) : null
  const at = nextStopOf(lesson)?.stop.at ?? 'end'
  const next = at === 'end' ? null : placeText(at)
  return { wayOn: isOver(lesson) ? null : wayOn(lesson), next, way: lesson.way, asks }
}

function situationOf(state: State): Situation {
  const { recording, cursor, records, prediction, state: run } = state
  const ahead = startUpAhead(state)
  const asksSomething = scenarioOf(state)?.asks === true
  return {
    cannotBegin: connected({ ...state, starting: false }),
    starting: state.starting,
    question: asksSomething ? askOf(state) : null,
    ...lastExchange(state),
    behind: behindOf(state),
    // A lesson has presets of its own.
    preset: state.lesson ? null : (nextOf(state)?.label ?? null),
    isRecording: recording !== null,
    isPlayer: playerOnly,
    isPlaying: state.playing,
    hasRun: state.header !== null,
    live: isLive(state),
    policy: run?.policy.mode ?? 'step',
    speed: state.speed,
    participants: run?.participants ?? [],
    atRest: awaitsQuestion(state),
    timer: awaitsQuestion(state) ? runningTimer(records) : null,
    place: cursor === null ? null : { at: countSteps(records, cursor), of: stepsOf(records).length },
    startUp: ahead === null ? null : countSteps(records, ahead),
    predicts: prediction?.choice === null ? prediction.question.text : null,
    crashed: crashedIn(records, cursor),
    ending: endingOf(state),
    lesson: inLesson(state),
  }
}

export const stripOf = (state: State): Now => nowOf(situationOf(state))

/** With a question before it, where the class is asked. */
function goForward() {
  const { records, cursor, recording } = useStore.getState()
  if (recording !== null && asks()) return
  actions.look(nextStep(records, cursor) ?? null)
}

function step() {
  // Nobody may be there to be released, but the way back from the past is.
  if (halted(useStore.getState()).length === 0) actions.look(null)
  else void actions.step()
}

function pause() {
  if (useStore.getState().recording !== null) actions.stopPlayback()
  else void actions.pause()
}

/** With the next preset of the lesson. */
function tryNext() {
  const preset = nextOf(useStore.getState())
  if (preset) void actions.tryPreset(preset)
}

const does: Readonly<Record<Doing, () => void>> = {
  begin: () => void actions.beginAgain(),
  step,
  forward: goForward,
  latest: () => actions.look(null),
  beginning: () => actions.look(stepsOf(useStore.getState().records)[0] ?? null),
  'skip-start-up': () => actions.look(startUpAhead(useStore.getState())),
  pause,
  ask: () => void actions.send(),
  end: () => void actions.stop(),
  preset: tryNext,
  skip: () => void actions.answer(null),
  close: () => actions.closeRecording(),
  'go-on': () => void goOn(),
  'part-again': () => void beginPart(useStore.getState().lesson?.part ?? 0),
}

export const press = (doing: Doing) => does[doing]()

/** What sweeps away what is looked at. */
const BEGINS: readonly Doing[] = ['begin', 'preset', 'part-again']

const isNextPart = (doing: Doing, { lesson }: State) =>
  doing === 'go-on' && lesson !== null && nextStopOf(lesson) === null

/** What a key presses. One press too many must not sweep away what a class is looking at. */
export function pressPrimary() {
  const state = useStore.getState()
  const { primary } = stripOf(state)
  if (!primary) return
  const begins = BEGINS.includes(primary.does) || isNextPart(primary.does, state)
  if (!begins || !hasJustEnded(state)) press(primary.does)
}

/** The host tells the outcome first, and a moment later that the run is over. */
const hasJustEnded = ({ state, toldAt }: State) =>
  state?.live === true
    ? heard().at(-1)?.kind === 'outcome'
    : state?.live === false && performance.now() - toldAt < MOMENT
