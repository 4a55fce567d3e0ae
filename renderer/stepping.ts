/** Whether a process can be stepped, and which key does it: the digits follow the order of the cast. */
import type { CastMember } from '../electron/trace/cast.ts'
import { haltedInTurn } from '../electron/trace/turns.ts'
import { who, whoFirst } from '../electron/trace/who.ts'
import { actions } from './actions.ts'
import type { Command } from './command.ts'
import { wideOf } from './model/wide.ts'
import { PLAYER_ONLY, playerOnly } from './player-only.ts'
import { castOfState, isLive, openedOf, type State, useStore } from './store.ts'

/** Between two steps nobody can be released for a moment, of which nothing is said, in milliseconds. */
export const BETWEEN_STEPS = 150

export const halted = (state: State) => haltedInTurn(state.state?.participants ?? [])

const STARTING = 'The run is starting.'

export const inThePast = ({ cursor }: State) => cursor !== null
export const withTrace = ({ records }: State) => (records.length > 0 ? null : 'There is nothing to look at yet.')
export const cannotGoForward = (state: State) =>
  withTrace(state) ?? (inThePast(state) ? null : 'This is the latest event.')

export const GONE = 'Sharemem has ended, and does not come back under this address.'

export function connected({ info, starting, gone }: State): string | null {
  if (playerOnly) return PLAYER_ONLY
  if (gone) return GONE
  if (!info) return 'Not connected to Sharemem yet.'
  return starting ? STARTING : null
}

/** Of one participant, or of whoever has waited longest. */
export function cannotStep(state: State, participant?: string): string | null {
  if (state.prediction?.choice === null) return 'The class is asked first: answer, or skip the question.'
  if (state.recording !== null)
    return participant === undefined ? cannotGoForward(state) : 'A recording has no processes.'
  if (state.starting) return STARTING
  if (!isLive(state)) {
    const why = connected(state)
    if (why !== null) return why
    if (participant !== undefined) return 'No run is live.'
    // One press too many must not sweep away what a class is looking at.
    return state.records.length > 0 ? 'The run has ended. Send, Play or Run starts another.' : null
  }
  if (castOfState(state).some(({ id, external }) => id === participant && external)) {
    return `${whoFirst(participant ?? '')} is a program of somebody else’s, which is never halted.`
  }
  const waiting = halted(state)
  if (participant !== undefined) {
    return waiting.some(({ id }) => id === participant) ? null : whereItIs(state, participant)
  }
  if (waiting.length > 0 || inThePast(state)) return null
  const all = (state.state?.participants.length ?? 0) > 2 ? 'all' : 'both'
  return `Nobody waits to be released: ${all} wait for each other or for you.`
}

function whereItIs({ state }: State, id: string): string {
  const participant = state?.participants.find((candidate) => candidate.id === id)
  if (participant?.phase === 'blocked') return `${whoFirst(id)} waits in ${participant.call?.name}.`
  if (participant?.phase === 'ended') return `${whoFirst(id)} has ended.`
  return participant?.phase === 'running' ? `${whoFirst(id)} is running.` : `${whoFirst(id)} has not started yet.`
}

/** Whether there is no room for words beside its lane. */
export function isStrip(state: State, id: string) {
  const cast = castOfState(state)
  return cast.some((member) => member.id === id) && !wideOf(cast, openedOf(state), state.presenting).has(id)
}

/** The digit of a place in the cast; none while nobody knows how many stand before it. */
const digitOf = (place: number | null) => (place === null ? [] : [String(place)])

/** The command of a participant at its place in the cast, counted from 1: opens its lane, and steps it if it can be. */
export const stepOf = ({ id }: Pick<CastMember, 'id'>, place: number | null): Command => ({
  id: `step-${id}`,
  label: `Step ${id}`,
  meaning: `${who(id)}’s next call`,
  keys: digitOf(place),
  unavailable: (state) => (isStrip(state, id) ? null : cannotStep(state, id)),
  run() {
    const state = useStore.getState()
    // Who presents has chosen it, whatever was opened by itself.
    if (state.presenting || isStrip(state, id)) actions.open(id)
    if (cannotStep(state, id) === null) void actions.step(id)
  },
})

/** Gives its lane room for words, and does nothing else. */
const openOf = ({ id }: Pick<CastMember, 'id'>, place: number | null): Command => ({
  id: `open-${id}`,
  label: `Open ${id}`,
  meaning: 'gives its lane room for words',
  keys: digitOf(place),
  unavailable: () => null,
  run: () => actions.open(id),
})

/** Whether all that its button can do now is to open the lane: it must not look as if it stepped. */
export const onlyOpens = (state: State, id: string) => isStrip(state, id) && cannotStep(state, id) !== null

/** What the button of a participant is, by its place in the cast, counted from 1; null before there is one. */
export const buttonOf = (member: Pick<CastMember, 'id'>, place: number | null, opens: boolean): Command =>
  opens ? openOf(member, place) : stepOf(member, place)

/** For the list of keys; what a digit does depends on the run. */
export const digits: Command = {
  id: 'step-one',
  label: 'Step one',
  meaning: 'the next call of the process of this number, counted from the left of the cast',
  more: 'of many, it opens the lane as well',
  keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
  unavailable: () => 'There is no process of this number.',
  run: () => {},
}

/** What a digit does where nothing is asked: it steps the process of its number. */
export function stepAt(place: number): Command {
  const member = castOfState(useStore.getState())[place - 1]
  return member ? stepOf(member, place) : { ...digits, label: `Step process ${place}` }
}
