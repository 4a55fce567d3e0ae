/** Every command with its key: buttons, tooltips and the keyboard read this one list. */

import { actions } from './actions.ts'
import type { Command } from './command.ts'
import { belongsToFocus, toQuestion } from './focus.ts'
import { nextMessage, nextStep, previousStep, stepsOf } from './model/steps.ts'
import { PLAYER_ONLY, playerOnly } from './player-only.ts'
import { asks } from './predictions.ts'
import { cannotGoForward, cannotStep, connected, digits, halted, inThePast, stepAt, withTrace } from './stepping.ts'
import { isLive, type State, useStore } from './store.ts'

function move(by: 1 | -1) {
  const { records, cursor } = useStore.getState()
  const at = cursor ?? records.length - 1
  const next = by < 0 ? previousStep(records, at) : nextStep(records, at)
  if (next !== undefined) actions.look(next)
  else if (by > 0) actions.look(null)
}

const whileLive = (state: State) => (isLive(state) ? null : 'No run is live.')

export const commands = {
  step: {
    id: 'step',
    label: 'Step',
    meaning: 'the next call, of whoever has waited longest',
    more: 'from the past of a live run too, and back to the latest event',
    keys: [' '],
    unavailable: (state) => cannotStep(state),
    run: step,
  },
  next: {
    id: 'next',
    label: 'Next',
    meaning: 'looks forward in the past, and steps at the latest event',
    more: 'presenter remotes send it, and PageUp for the way back',
    keys: ['PageDown'],
    repeats: inThePast,
    unavailable: (state) => (inThePast(state) ? cannotGoForward(state) : cannotStep(state)),
    run: next,
  },
  stepOne: digits,
  play: {
    id: 'play',
    label: 'Play',
    meaning: 'call after call at the chosen speed, and pause',
    keys: ['p'],
    unavailable: (state) => (state.recording === null ? connected(state) : null),
    run: togglePlay,
  },
  free: {
    id: 'free',
    label: 'Run',
    meaning: 'as fast as the kernel goes',
    keys: ['r'],
    unavailable: connected,
    run: () => void actions.runFree(),
  },
  stop: {
    id: 'stop',
    label: 'End run',
    meaning: 'ends all processes in good order',
    keys: ['e'],
    unavailable: whileLive,
    run: () => void actions.stop(),
  },
  first: {
    id: 'first',
    label: 'First event',
    meaning: 'looks at the first call',
    keys: ['Home'],
    unavailable: withTrace,
    run: lookAtFirst,
  },
  back: {
    id: 'back',
    label: 'Back',
    meaning: 'looks at the call before; the processes are not disturbed',
    keys: ['ArrowLeft', 'PageUp'],
    repeats: () => true,
    unavailable: withTrace,
    run: () => move(-1),
  },
  forward: {
    id: 'forward',
    label: 'Forward',
    meaning: 'looks at the call after',
    keys: ['ArrowRight'],
    repeats: () => true,
    unavailable: cannotGoForward,
    run: () => move(1),
  },
  ask: {
    id: 'ask',
    label: 'Ask',
    meaning: 'goes to the question',
    more: 'there, keys are text until Enter or Escape',
    keys: ['/'],
    unavailable: () => (playerOnly ? PLAYER_ONLY : null),
    run: toQuestion,
  },
  message: {
    id: 'message',
    label: 'To next message',
    meaning: 'goes on until a message is posted or taken, and stops there',
    keys: ['m'],
    unavailable: (state) =>
      state.recording === null && state.cursor === null ? cannotStep(state) : cannotGoForward(state),
    run: toNextMessage,
  },
  save: {
    id: 'save',
    label: 'Save recording',
    meaning: 'writes the trace to a file that can be opened again anywhere',
    keys: ['s'],
    unavailable: withTrace,
    run: () => actions.save(),
  },
  exportTrace: {
    id: 'export',
    label: 'Export for Perfetto',
    meaning: 'writes the trace as Chrome Trace Event JSON',
    keys: ['x'],
    unavailable: withTrace,
    run: () => actions.exportTrace(),
  },
  present: {
    id: 'present',
    label: 'Presenter mode',
    meaning: 'large and with high contrast, for the last row',
    keys: ['F5'],
    unavailable: () => null,
    run: () => actions.setPresenting(!useStore.getState().presenting),
  },
  blackout: {
    id: 'blackout',
    label: 'Black screen',
    meaning: 'takes the picture away, and back',
    keys: ['b', '.'],
    unavailable: () => null,
    run: () => actions.setBlackout(!useStore.getState().blackout),
  },
  fold: {
    id: 'fold',
    label: 'Fold the kernel',
    meaning: 'takes the objects off its lifeline, and puts them back',
    keys: ['k'],
    unavailable: () => null,
    run: () => actions.fold(!useStore.getState().folded),
  },
  predict: {
    id: 'predict',
    label: 'Predict',
    meaning: 'asks before a step what it will do, and keeps the score',
    keys: ['q'],
    unavailable: () => null,
    run: () => actions.setPredicting(!useStore.getState().predicting),
  },
  mistakes: {
    id: 'mistakes',
    label: 'What the documents got wrong',
    meaning: 'lists the mistakes of all sources, with where each can be seen',
    keys: ['w'],
    unavailable: ({ info }) => (info === null ? (playerOnly ? PLAYER_ONLY : 'The host has not answered yet.') : null),
    run: () => actions.showMistakes(!useStore.getState().mistakes),
  },
  help: {
    id: 'help',
    label: 'Keys',
    meaning: 'shows this list',
    keys: ['?'],
    unavailable: () => null,
    run: () => actions.showHelp(!useStore.getState().help),
  },
  close: {
    id: 'close',
    label: 'Close recording',
    meaning: 'looks at what the host tells again',
    keys: ['Escape'],
    unavailable: ({ recording }) => (recording === null ? 'No recording is open.' : playerOnly ? PLAYER_ONLY : null),
    run: () => actions.closeRecording(),
  },
  live: {
    id: 'live',
    label: 'Latest',
    meaning: 'looks at the latest event again',
    keys: ['End'],
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
  else step()
}

/** In the past by looking on, and live by stepping whoever can. */
function toNextMessage() {
  const { records, cursor, recording } = useStore.getState()
  if (cursor !== null || recording !== null)
    return actions.look(nextMessage(records, cursor ?? records.length) ?? null)
  void actions.runTo((record) => record.kind === 'message')
}

function lookAtFirst() {
  const [first] = stepsOf(useStore.getState().records)
  if (first !== undefined) actions.look(first)
}

function togglePlay() {
  const { state, recording, playing } = useStore.getState()
  if (recording !== null) return playing ? actions.stopPlayback() : actions.startPlayback()
  if (state?.live && state.policy.mode !== 'step') actions.pause()
  else actions.play()
}

const commandOf = ({ key }: KeyboardEvent): Command | undefined => {
  const wanted = key.length === 1 ? key.toLowerCase() : key
  if (digits.keys.includes(key)) return stepAt(Number(key))
  return Object.values<Command>(commands).find(({ keys }) => keys.includes(wanted))
}

/** Hears the keys before the elements do: what belongs to none of them is a command. Returns what ends it. */
export function listenToKeys(): () => void {
  /** The key whose press was a command, so that its release presses no button either. */
  let taken: string | null = null
  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    // Held, it would press a button or send a question again and again.
    if (event.repeat && event.key === 'Enter') return event.preventDefault()
    if (belongsToFocus(event)) return
    const command = commandOf(event)
    if (!command) return
    // Also where it cannot be done: the page must not scroll away instead.
    event.preventDefault()
    event.stopPropagation()
    taken = event.key
    const state = useStore.getState()
    if (command.unavailable(state) !== null || (event.repeat && !command.repeats?.(state))) return
    command.run()
  }
  function onKeyUp(event: KeyboardEvent) {
    if (event.key === taken) event.preventDefault()
    taken = null
  }
  window.addEventListener('keydown', onKeyDown, { capture: true })
  window.addEventListener('keyup', onKeyUp, { capture: true })
  return () => {
    window.removeEventListener('keydown', onKeyDown, { capture: true })
    window.removeEventListener('keyup', onKeyUp, { capture: true })
  }
}
