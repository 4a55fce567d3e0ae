/** Every command with its key: buttons, tooltips and the keyboard read this one list. */

import { actions } from './actions.ts'
import { nextMessage, stepsOf } from './model/steps.ts'
import { playerOnly } from './player-only.ts'
import { asks } from './predictions.ts'
import { isLive, type State, useStore } from './store.ts'

export interface Command {
  readonly id: string
  readonly label: string
  /** What it does, for somebody who sees it for the first time. */
  readonly meaning: string
  /** As `KeyboardEvent.key`; presenter remotes send PageDown and PageUp. */
  readonly keys: readonly string[]
  /** Why it cannot be done now, as a sentence; null when it can. */
  unavailable(state: State): string | null
  run(): void
}

const halted = (state: State) => state.state?.participants.filter(({ phase }) => phase === 'halted') ?? []

const PLAYER_ONLY = 'This page plays recordings; it has no processes.'

function cannotStep(state: State, participant?: string): string | null {
  if (state.recording !== null) return participant === undefined ? inThePast(state) : 'A recording has no processes.'
  if (!isLive(state)) {
    if (!state.info) return connected(state)
    if (participant !== undefined) return 'No run is live.'
    // One press too many must not sweep away what a class is looking at.
    return state.records.length > 0 ? 'The run has ended. Send, Play or Run starts another.' : null
  }
  const waiting = halted(state)
  if (participant !== undefined) {
    return waiting.some(({ id }) => id === participant) ? null : whereItIs(state, participant)
  }
  return waiting.length > 0 ? null : 'Nobody waits to be released: both wait for each other or for you.'
}

function whereItIs({ state }: State, id: string): string {
  const participant = state?.participants.find((candidate) => candidate.id === id)
  if (participant?.phase === 'blocked') return `The ${id} waits in ${participant.call?.name}.`
  if (participant?.phase === 'ended') return `The ${id} has ended.`
  return participant?.phase === 'running' ? `The ${id} is running.` : `The ${id} has not started yet.`
}

function move(by: 1 | -1) {
  const state = useStore.getState()
  const steps = stepsOf(state.records)
  const at = state.cursor ?? state.records.length - 1
  const next = by < 0 ? steps.findLast((index) => index < at) : steps.find((index) => index > at)
  if (next !== undefined) actions.look(next)
  else if (by > 0) actions.look(null)
}

const connected = ({ info }: State) => {
  if (playerOnly) return PLAYER_ONLY
  return info ? null : 'Not connected to Sharemem yet.'
}
const withTrace = ({ records }: State) => (records.length > 0 ? null : 'There is nothing to look at yet.')
const inThePast = (state: State) => withTrace(state) ?? (state.cursor === null ? 'This is the latest event.' : null)
const whileLive = (state: State) => (isLive(state) ? null : 'No run is live.')

const stepOf = (participant: string, key: string): Command => ({
  id: `step-${participant}`,
  label: `Step ${participant}`,
  meaning: `the ${participant}’s next call`,
  keys: [key],
  unavailable: (state) => cannotStep(state, participant),
  run: () => void actions.step(participant),
})

export const commands = {
  step: {
    id: 'step',
    label: 'Step',
    meaning: 'the next call, of whoever has waited longest',
    keys: [' ', 'PageDown'],
    unavailable: (state) => cannotStep(state),
    run: step,
  },
  stepClient: stepOf('client', '1'),
  stepServer: stepOf('server', '2'),
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
    meaning: 'ends both processes in good order',
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
    unavailable: withTrace,
    run: () => move(-1),
  },
  forward: {
    id: 'forward',
    label: 'Forward',
    meaning: 'looks at the call after',
    keys: ['ArrowRight'],
    unavailable: inThePast,
    run: () => move(1),
  },
  message: {
    id: 'message',
    label: 'To next message',
    meaning: 'goes on until a message is posted or taken, and stops there',
    keys: ['m'],
    unavailable: (state) =>
      state.recording === null && state.cursor === null ? cannotStep(state) : inThePast(state),
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
    unavailable: inThePast,
    run: () => actions.look(null),
  },
} satisfies Record<string, Command>

/** With a question before it, where the class is asked. */
function step() {
  if (useStore.getState().recording === null) void actions.step()
  else if (!asks()) move(1)
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

/** Where keys belong to what has the focus. */
const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role=dialog]') !== null)

/** A focused button has Space and Enter for itself. */
const pressing = (event: KeyboardEvent) => event.key === ' ' && (event.target as HTMLElement).tagName === 'BUTTON'

export function listenToKeys(): () => void {
  const all: Command[] = Object.values(commands)
  function onKey(event: KeyboardEvent) {
    if (typing(event.target) || pressing(event) || event.ctrlKey || event.metaKey || event.altKey) return
    const command = all.find(({ keys }) => keys.includes(event.key))
    if (!command || command.unavailable(useStore.getState()) !== null) return
    event.preventDefault()
    command.run()
  }
  window.addEventListener('keydown', onKey)
  return () => window.removeEventListener('keydown', onKey)
}
