/** Every command with its key: buttons, tooltips and the keyboard read this one list. */
import { actions } from './actions.ts'
import type { Command } from './command.ts'
import { hasMessages } from './exchanges.ts'
import { toNextQuestion } from './focus.ts'
import { cannotGoOn, goOn } from './lessons/give.ts'
import { openNotes } from './lessons/open-notes.ts'
import { nextStep, placeOfNextMessage, previousStep, stepsOf } from './model/steps.ts'
import { PLAYER_ONLY, playerOnly } from './player-only.ts'
import { asks } from './predictions.ts'
import { scoreOf } from './score.ts'
import { toggleHelpers } from './source-view.ts'
import { cannotGoForward, cannotStep, connected, digits, halted, inThePast, withTrace } from './stepping.ts'
import { isLive, playDoes, type State, scenarioOf, useStore } from './store.ts'
import { pressPrimary, stripOf } from './strip.ts'

function move(by: 1 | -1) {
  const { records, cursor } = useStore.getState()
  const at = cursor ?? records.length - 1
  const next = by < 0 ? previousStep(records, at) : nextStep(records, at)
  if (next !== undefined) actions.look(next)
  else if (by > 0) actions.look(null)
}

const cannotClose = ({ recording }: State) =>
  recording === null ? 'No recording is open.' : playerOnly ? PLAYER_ONLY : null

function withoutMessages(state: State): string | null {
  const scenario = scenarioOf(state)
  return scenario === null || hasMessages(scenario.id) ? null : 'The programs of this system post no messages.'
}

function cannotLeaveRun(state: State): string | null {
  if (playerOnly) return PLAYER_ONLY
  if (isLive(state)) return 'A run is live: end it first.'
  if (state.lesson !== null) return 'A lesson is being given: end it first.'
  return state.header === null ? 'This is the first page.' : connected(state)
}

const whileLive = (state: State) => (isLive(state) ? null : 'No run is live.')

export const commands = {
  go: {
    id: 'go',
    label: 'Go on',
    meaning: 'presses the button below the picture, whatever it says: begins, steps, goes on',
    more: 'from the past of a live run too, and back to the latest event',
    keys: [' '],
    menu: 'run',
    unavailable: (state) => stripOf(state).why,
    run: pressPrimary,
  },
  step: {
    id: 'step',
    label: 'Step',
    meaning: 'the next call, of whoever has waited longest; before a run, its very first',
    keys: ['n'],
    menu: 'run',
    unavailable: (state) => cannotStep(state),
    run: step,
  },
  next: {
    id: 'next',
    label: 'Next',
    meaning: 'looks forward in the past, and steps at the latest event',
    more: 'presenter remotes send it, and PageUp for the way back',
    keys: ['PageDown'],
    menu: 'run',
    repeats: inThePast,
    unavailable: (state) => (inThePast(state) ? cannotGoForward(state) : stripOf(state).why),
    run: next,
  },
  stepOne: digits,
  play: {
    id: 'play',
    label: 'Play',
    meaning: 'call after call at the chosen speed, and pause',
    keys: ['p'],
    menu: 'run',
    unavailable: (state) => (state.recording === null ? connected(state) : null),
    run: togglePlay,
  },
  free: {
    id: 'free',
    label: 'Run',
    meaning: 'as fast as the kernel goes',
    keys: ['r'],
    menu: 'run',
    unavailable: connected,
    run: () => void actions.runFree(),
  },
  stop: {
    id: 'stop',
    label: 'End run',
    meaning: 'ends all processes in good order, and tells who has freed what',
    more: 'asks first while something is under way',
    keys: ['e'],
    menu: 'run',
    unavailable: whileLive,
    run: () => void actions.stop(),
  },
  first: {
    id: 'first',
    label: 'First event',
    meaning: 'looks at the first call',
    keys: ['Home'],
    menu: 'view',
    unavailable: withTrace,
    run: lookAtFirst,
  },
  back: {
    id: 'back',
    label: 'Back',
    meaning: 'looks at the call before; the processes are not disturbed',
    keys: ['ArrowLeft', 'PageUp'],
    menu: 'view',
    repeats: () => true,
    unavailable: withTrace,
    run: () => move(-1),
  },
  forward: {
    id: 'forward',
    label: 'Forward',
    meaning: 'looks at the call after',
    keys: ['ArrowRight'],
    menu: 'view',
    repeats: () => true,
    unavailable: cannotGoForward,
    run: () => move(1),
  },
  ask: {
    id: 'ask',
    label: 'Ask',
    meaning: 'goes to the question',
    more: 'there, keys are text until Enter or Escape; those of a remote leave it',
    keys: ['/'],
    menu: 'run',
    unavailable: () => (playerOnly ? PLAYER_ONLY : null),
    run: toNextQuestion,
  },
  message: {
    id: 'message',
    label: 'To next message',
    meaning: 'goes on until a message is posted or taken, and stops there',
    keys: ['m'],
    menu: 'run',
    unavailable: (state) =>
      withoutMessages(state) ??
      (state.recording === null && state.cursor === null ? cannotStep(state) : cannotGoForward(state)),
    run: toNextMessage,
  },
  save: {
    id: 'save',
    label: 'Save recording',
    meaning: 'writes the trace to a file that can be opened again anywhere',
    keys: ['s'],
    menu: 'file',
    unavailable: withTrace,
    run: () => actions.save(),
  },
  exportTrace: {
    id: 'export',
    label: 'Export for Perfetto',
    meaning: 'writes the trace as Chrome Trace Event JSON',
    keys: ['x'],
    menu: 'file',
    unavailable: withTrace,
    run: () => actions.exportTrace(),
  },
  present: {
    id: 'present',
    label: 'Presenter mode',
    meaning: 'large and with high contrast, for the last row',
    keys: ['F5'],
    menu: 'view',
    unavailable: () => null,
    run: () => actions.setPresenting(!useStore.getState().presenting),
  },
  blackout: {
    id: 'blackout',
    label: 'Black screen',
    meaning: 'takes the picture away; the next key brings it back',
    keys: ['b', '.'],
    menu: 'view',
    unavailable: () => null,
    run: () => actions.setBlackout(!useStore.getState().blackout),
  },
  fold: {
    id: 'fold',
    label: 'Fold the kernel',
    meaning: 'takes the objects off its lifeline, and puts them back',
    keys: ['k'],
    menu: 'view',
    unavailable: () => null,
    run: () => actions.fold(!useStore.getState().folded),
  },
  firstPage: {
    id: 'first-page',
    label: 'First page',
    meaning: 'shows what this system is about, its presets and its lessons; a run that has ended is kept',
    keys: ['f'],
    menu: 'view',
    unavailable: cannotLeaveRun,
    run: () => actions.showFirstPage(),
  },
  startUp: {
    id: 'start-up',
    label: 'Start-up',
    meaning: 'shows the calls before the first memory, and folds them',
    keys: ['u'],
    menu: 'view',
    unavailable: withTrace,
    run: () => actions.openStartUp(!useStore.getState().startUpOpen),
  },
  helpers: {
    id: 'helpers',
    label: 'Helpers in the source',
    meaning: 'shows the scenario alone, without the functions that it calls for itself, and with them',
    keys: ['h'],
    menu: 'view',
    unavailable: () => null,
    run: toggleHelpers,
  },
  predict: {
    id: 'predict',
    label: 'Predict',
    meaning: 'asks before a step what it will do, and keeps the score',
    more: 'answered with A to D, or with a remote: back marks a choice, next answers with it',
    keys: ['q'],
    menu: 'run',
    unavailable: () => null,
    run: () => actions.setPredicting(!useStore.getState().predicting),
  },
  goOn: {
    id: 'go-on',
    label: 'Next stop',
    meaning: 'goes on to the next stop of the lesson, or to its next part',
    keys: ['l'],
    menu: 'run',
    unavailable: cannotGoOn,
    run: () => void goOn(),
  },
  notes: {
    id: 'notes',
    label: 'Notes',
    meaning: 'opens the notes of the lesson in a window that the class does not see',
    keys: ['o'],
    menu: 'view',
    unavailable: ({ lesson }) => (lesson === null ? 'No lesson is being given.' : null),
    run: openNotes,
  },
  resetScore: {
    id: 'reset-score',
    label: 'Reset the score',
    meaning: 'forgets how often the class was right in this lesson',
    keys: [],
    menu: 'run',
    unavailable: (state) => (scoreOf(state).asked > 0 ? null : 'Nothing has been answered in this lesson.'),
    run: () => actions.resetScore(),
  },
  palette: {
    id: 'palette',
    label: 'Find a command',
    meaning: 'lists every command by its name, and says why one cannot be had now',
    keys: ['Control+k'],
    menu: 'help',
    unavailable: () => null,
    run: () => actions.showPalette(!useStore.getState().palette),
  },
  mistakes: {
    id: 'mistakes',
    label: 'What the documents got wrong',
    meaning: 'lists the mistakes of all sources, with where each can be seen',
    keys: ['w'],
    menu: 'help',
    unavailable: ({ info }) => (info === null ? (playerOnly ? PLAYER_ONLY : 'The host has not answered yet.') : null),
    run: () => actions.showMistakes(!useStore.getState().mistakes),
  },
  help: {
    id: 'help',
    label: 'Keys',
    meaning: 'shows this list',
    keys: ['?'],
    menu: 'help',
    unavailable: () => null,
    run: () => actions.showHelp(!useStore.getState().help),
  },
  close: {
    id: 'close',
    label: 'Close recording',
    meaning: 'goes back to what was there before it',
    keys: [],
    menu: 'file',
    unavailable: cannotClose,
    run: () => actions.closeRecording(),
  },
  leave: {
    id: 'leave',
    label: 'Leave',
    meaning: 'leaves presenter mode, or else the recording',
    keys: ['Escape'],
    menu: 'view',
    unavailable: (state) => (state.presenting ? null : cannotClose(state)),
    run: () => (useStore.getState().presenting ? actions.setPresenting(false) : actions.closeRecording()),
  },
  live: {
    id: 'live',
    label: 'Latest',
    meaning: 'looks at the latest event again',
    keys: ['End'],
    menu: 'view',
    unavailable: cannotGoForward,
    run: () => actions.look(null),
  },
} satisfies Record<string, Command>

/** With a question before it, where the class is asked. */
function step() {
  const state = useStore.getState()
  if (state.recording !== null) {
    if (!asks()) move(1)
  } else if (isLive(state) && halted(state).length === 0) {
    // Nobody is there to be released, but the way back from the past is.
    actions.look(null)
  } else {
    void actions.step()
  }
}

/** What a presenter's remote sends back and forth undoes itself: what is known is looked at before more is done. */
function next() {
  const state = useStore.getState()
  if (state.recording === null && inThePast(state)) move(1)
  else pressPrimary()
}

/** In the past by looking on, and live by stepping whoever can. */
function toNextMessage() {
  const { records, cursor, recording } = useStore.getState()
  if (cursor !== null || recording !== null)
    return actions.look(placeOfNextMessage(records, cursor ?? records.length) ?? null)
  void actions.runTo((record) => record.kind === 'message')
}

function lookAtFirst() {
  const [first] = stepsOf(useStore.getState().records)
  if (first !== undefined) actions.look(first)
}

function togglePlay() {
  const state = useStore.getState()
  const does = playDoes(state)
  if (state.recording !== null) return does === 'pause' ? actions.stopPlayback() : actions.startPlayback()
  if (does === 'play') actions.play()
  else actions.pause()
}
