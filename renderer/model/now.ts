/** What is now, in one sentence, and what can be done about it: the strip, the space bar and a remote read this. */

import type { ParticipantState, Policy } from '../../electron/contract/service.ts'
import { capital } from '../../electron/trace/capital.ts'
import { haltedInTurn } from '../../electron/trace/turns.ts'
import { who, whoFirst } from '../../electron/trace/who.ts'
import { listed } from '../vocabulary/format.ts'
import { labelOf } from '../vocabulary/memory.ts'
import { willDo } from '../vocabulary/vocabulary.ts'
import type { Timer } from './timers.ts'

/** What a button of the strip does. */
export type Doing =
  | 'begin'
  | 'step'
  | 'forward'
  | 'latest'
  | 'beginning'
  | 'skip-start-up'
  | 'pause'
  | 'ask'
  | 'end'
  | 'preset'
  | 'skip'
  | 'close'
  | 'go-on'
  | 'part-again'

export interface Offer {
  readonly does: Doing
  readonly label: string
}

export interface Now {
  readonly says: string
  /** What of it a lesson says before all else; empty where it says nothing. */
  readonly lead: string
  /** What the step that comes next is to do; null where none does, or its name says it. */
  readonly means: string | null
  /** What has been asked and waits, as a sentence; null where nothing does. */
  readonly behind: string | null
  /** What space presses; null where something else comes first, and `why` says so. */
  readonly primary: Offer | null
  readonly why: string | null
  /** In its place, what comes first. */
  readonly first: 'Wait' | 'Answer first' | 'The end'
  readonly others: readonly Offer[]
  /** Whether the sentence tells of something that went wrong, or of a good end, or asks the class. */
  readonly tone: 'good' | 'bad' | 'plain' | 'question'
}

export interface Ending {
  readonly ok: boolean
  readonly name: string
  /** In a few words: "The request was lost." */
  readonly title: string
  readonly text: string
}

/** All that it follows from. */
export interface Situation {
  /** Why nothing can be begun; null where something can. */
  readonly cannotBegin: string | null
  /** Whether a run has been asked for, or makes its first calls by itself. */
  readonly starting: boolean
  /** What is asked where something can be, and what was asked last; null where nothing is. */
  readonly question: string | null
  readonly asked: string | null
  /** What the answer says; null before the first. */
  readonly answer: string | null
  /** What has been asked since and waits, as a sentence; null where nothing does. */
  readonly behind: string | null
  /** The name of the next preset; null where there is none. */
  readonly preset: string | null
  readonly isRecording: boolean
  /** Whether it is one of a page that has no processes to begin with. */
  readonly isPlayer: boolean
  /** Whether a recording goes on by itself. */
  readonly isPlaying: boolean
  /** Whether there is a run or a recording to look at. */
  readonly hasRun: boolean
  readonly live: boolean
  readonly policy: Policy['mode']
  /** Steps a second. */
  readonly speed: number
  readonly participants: readonly ParticipantState[]
  /** Whether the run goes on only when something is asked. */
  readonly atRest: boolean
  /** The timer with which somebody waits for an answer there; null where none runs. */
  readonly timer: Timer | null
  /** The step that is looked at, of how many; null for the latest event. */
  readonly place: { readonly at: number; readonly of: number } | null
  /** Of the start-up that is folded away, how many steps it has, where one of them is looked at; else null. */
  readonly startUp: number | null
  /** What the class is asked; null where it is not. */
  readonly predicts: string | null
  /** Who has crashed, as long as nothing has become of any process since; null where nobody has. */
  readonly crashed: string | null
  readonly ending: Ending | null
  /** The lesson that is given; null where there is none. */
  readonly lesson: InLesson | null
}

/** How a lesson stands. */
export interface InLesson {
  /** Where it goes on to; null behind its last stop. */
  readonly wayOn: string | null
  /** Its next stop before the end of the run, as it is said; null where none is left. */
  readonly next: string | null
  /** Whether the run is on its way there, has not come there, or never will, as it has ended. */
  readonly way: 'standing' | 'travelling' | 'missed' | 'never'
  /** What the class is asked, and has not answered; null where it is not. */
  readonly asks: string | null
}

const offer = (does: Doing, label: string): Offer => ({ does, label })
const LATEST = offer('latest', 'Back to now')
const NEXT = offer('step', 'Next step')

function now(says: string, primary: Offer | null, rest: Partial<Now> = {}): Now {
  return {
    says,
    lead: '',
    means: null,
    behind: null,
    primary,
    why: null,
    first: 'Wait',
    others: [],
    tone: 'plain',
    ...rest,
  }
}
const waiting = (says: string, why: string, rest: Partial<Now> = {}) => now(says, null, { why, ...rest })

const steps = (count: number) => (count === 1 ? '1 call' : `${count} calls`)

/** A lesson's way on comes first, except where the class is about to answer, or a person looks elsewhere. */
export function nowOf(situation: Situation): Now {
  const { lesson, predicts, starting, isRecording, cannotBegin } = situation
  const now = withoutLesson(situation)
  if (lesson === null || predicts !== null || starting || isRecording || cannotBegin !== null) return now
  return inLesson(lesson, now)
}

const OVER = 'The lesson is over. Its notes begin a part again.'

/** Whoever looks back, or lets the run go by itself, comes back first. */
const COMES_FIRST: readonly Doing[] = ['forward', 'latest', 'beginning', 'skip-start-up', 'pause']

function inLesson({ wayOn, next, way, asks }: InLesson, now: Now): Now {
  if (way === 'travelling')
    return waiting('The run goes on to the next stop of the lesson.', 'The run is on its way.')
  const on = wayOn === null ? [] : [offer('go-on', wayOn)]
  const others = [...(now.primary ? [now.primary] : []), ...now.others]
  if (asks !== null)
    return waiting(asks, 'The question is answered first.', {
      first: 'Answer first',
      others: [...others, ...on],
      tone: 'question',
    })
  const [first] = on
  const hasEnded = now.primary?.does === 'begin'
  const missed = { missed: 'The run has not come to the next stop.', never: `The stop ${next} was never reached.` }
  const lead = [
    ...(hasEnded && !first ? ['The lesson is over.'] : []),
    ...(way === 'standing' ? [] : [missed[way]]),
  ].join(' ')
  const says = `${lead} ${now.says}`.trimStart()
  if (hasEnded && way !== 'standing')
    return {
      ...now,
      lead,
      says,
      primary: offer('part-again', 'Begin the part again'),
      others: [...now.others, ...on],
    }
  // A press too many is not to begin something else before the class.
  if (hasEnded && !first) return { ...now, lead, says, primary: null, why: OVER, first: 'The end', others }
  if (!first) return { ...now, lead, says }
  return now.primary !== null && COMES_FIRST.includes(now.primary.does)
    ? { ...now, lead, says, others: [...now.others, first] }
    : { ...now, lead, says, primary: first, why: null, others }
}

/** First match first. */
function withoutLesson(situation: Situation): Now {
  const { predicts, starting, cannotBegin, hasRun, isRecording, live, ending } = situation
  if (predicts !== null)
    return waiting(predicts, 'The question is answered first, or skipped.', {
      first: 'Answer first',
      others: [offer('skip', 'Skip')],
      tone: 'question',
    })
  if (starting) return waiting('The processes start.', 'The run is starting.')
  if (isRecording) return ofRecording(situation)
  if (!hasRun) return cannotBegin === null ? idle(situation) : waiting(cannotBegin, cannotBegin)
  if (situation.place !== null) return ofPast(situation, situation.place)
  if (live && cannotBegin !== null) return waiting(cannotBegin, cannotBegin)
  if (live) return { ...ofLive(situation), behind: situation.behind }
  return ending ? ended(situation, ending) : waiting('The run has ended.', 'The run has ended.')
}

const quoted = (text: string) => `“${text}”`

function idle({ question }: Situation): Now {
  return question === null
    ? now(
        'Nothing runs yet. Begin starts the processes and stops before the first call that has to do with memory.',
        offer('begin', 'Begin'),
      )
    : now(
        'Nothing runs yet. Begin starts the processes and stops before they allocate any memory.',
        offer('begin', `Begin with ${quoted(question)}`),
      )
}

function ofRecording(situation: Situation): Now {
  const { place, startUp, isPlaying, isPlayer, ending } = situation
  const close = isPlayer ? [] : [offer('close', 'Close recording')]
  if (isPlaying) return now('The recording plays by itself.', offer('pause', 'Pause'))
  if (startUp !== null) return atStartUp('A recording', startUp, close)
  if (place !== null)
    return now(`A recording, at step ${place.at} of ${place.of}.`, offer('forward', 'Next step'), { others: close })
  const again = offer('beginning', 'From the start')
  return ending
    ? { ...endOf(ending), primary: again, others: close }
    : now('The recording ends here.', again, { others: close })
}

const atStartUp = (what: string, startUp: number, others: readonly Offer[]) =>
  now(
    `${what}, at the start-up: ${steps(startUp)} before there is any memory.`,
    offer('skip-start-up', 'Skip the start-up'),
    { others },
  )

function ofPast({ live, participants, startUp }: Situation, { at, of }: NonNullable<Situation['place']>): Now {
  if (!live && startUp !== null) return atStartUp('You look back', startUp, [offer('latest', 'To the end')])
  if (!live)
    return now(`You look back, at step ${at} of ${of}. The run has ended.`, offer('forward', 'Next step'), {
      others: [offer('latest', 'To the end')],
    })
  const says = `You look back, at step ${at} of ${of}. The processes do not notice.`
  return participants.some(({ phase }) => phase === 'halted')
    ? now(says, offer('step', 'Step from now'), { others: [LATEST] })
    : now(says, LATEST)
}

function ofLive(situation: Situation): Now {
  const { atRest, policy, crashed, participants, speed } = situation
  if (atRest) return resting(situation)
  if (policy === 'free') return now('The run goes as fast as the kernel does.', offer('pause', 'Pause'))
  if (policy === 'paced')
    return now(
      `The run plays by itself, ${speed} ${speed === 1 ? 'step' : 'steps'} a second.`,
      offer('pause', 'Pause'),
    )
  const next = nextOf(participants)
  const means = meaningOf(haltedInTurn(participants)[0], participants)
  const crash = crashed === null ? '' : `${whoFirst(crashed)} has died. `
  const rest = crash === '' ? {} : ({ tone: 'bad' } as const)
  if (next) return now(crash + next, NEXT, { ...rest, means })
  return waiting(crash + blocked(participants), 'Nobody can make a step now.', rest)
}

/** Whose step comes next, of whoever has waited longest; null where nobody can make one. */
function nextOf(participants: readonly ParticipantState[]): string | null {
  const halted = haltedInTurn(participants)
  const [first, second] = halted
  if (!first) return null
  const step = first.call ? labelOf(first.call) : 'its next call'
  const touches = first.call?.api === 'memory'
  const says = `Next: ${who(first.id)} ${touches ? step : `calls ${step}`}.`
  if (halted.length > 2) return `${says} Or step another one of the ${halted.length} that can go.`
  if (second) return `${says} Or step ${who(second.id)} first.`
  const blocked = participants.filter(({ phase }) => phase === 'blocked')
  return blocked.length === 1 && blocked[0] ? `${says} ${waits(blocked[0])}` : says
}

/** `The client will allocate 45 bytes of shared memory.` A touch says that itself. */
function meaningOf(next: ParticipantState | undefined, participants: readonly ParticipantState[]): string | null {
  const call = next?.call
  const does = call ? willDo(call.name, call.args, call.waits) : null
  return next === undefined || does === null ? null : `${whoFirst(next.id)} ${withNames(does, participants)}.`
}

/** Processes of the run are called as they are everywhere, except in what a program prints. */
const withNames = (text: string, participants: readonly ParticipantState[]) =>
  text.replace(/“.*”|\bprocess (\d+)\b/g, (found, pid) => {
    const one = participants.find((each) => each.pid === Number(pid))
    return one ? who(one.id) : found
  })

const waits = ({ id, call }: ParticipantState) => `${whoFirst(id)} waits${call ? ` in ${call.name}` : ''}.`

function blocked(participants: readonly ParticipantState[]): string {
  const waiting = participants.filter(({ phase }) => phase === 'blocked')
  if (waiting.length === 0) return 'The processes are at work.'
  const calls = [...new Set(waiting.map(({ call }) => call?.name))]
  return calls.map((call) => waitTogether(waiting.filter((each) => each.call?.name === call))).join(' ')
}

/** In the same call: `Client-1, client-2, and the server wait in WaitForSingleObject.` */
function waitTogether(those: readonly ParticipantState[]): string {
  const [first, ...others] = those
  if (first && others.length === 0) return waits(first)
  return `${capital(listed(those.map(({ id }) => who(id))))} wait${first?.call ? ` in ${first.call.name}` : ''}.`
}

const all = (participants: readonly unknown[]) =>
  participants.length > 2 ? 'All' : participants.length === 2 ? 'Both' : 'It'

function resting({ answer, question, asked, preset, participants, timer }: Situation): Now {
  const others = [offer('end', 'End, and see who leaked'), ...presetOf(preset)]
  // What would be asked now would stand behind what is not answered, and perhaps never be posted.
  if (timer !== null)
    return waiting(untilItsTimer(timer), `${whoFirst(timer.participant)} waits for an answer.`, { others })
  const everybody = all(participants)
  const wait = `${everybody} ${everybody === 'It' ? 'waits' : 'wait'} for you.`
  const says = answer === null ? `No answer has come. ${wait}` : `Answered: ${answer}. ${wait}`
  const again = asked === null || question === null || asked === question ? 'Ask again' : `Ask ${quoted(question)}`
  return now(says, offer('ask', again), { others })
}

const untilItsTimer = ({ participant, milliseconds }: Timer) =>
  `No answer has come yet. ${whoFirst(participant)} waits until its timer of ${lasting(milliseconds)} ends, and then gives up.`

const lasting = (milliseconds: number) => (milliseconds < 1000 ? `${milliseconds} ms` : `${milliseconds / 1000} s`)

const presetOf = (preset: string | null) => (preset === null ? [] : [offer('preset', `Next: ${preset}`)])

function endOf({ ok, name, title, text }: Ending): Now {
  return now(`${title} ${text}`, null, { tone: ok ? 'good' : name === 'stopped' ? 'plain' : 'bad' })
}

/** What begins another run is no key's to press by mistake: `strip.ts` gives it a moment. */
function ended({ preset, cannotBegin }: Situation, ending: Ending): Now {
  const again = offer('begin', 'Begin again')
  if (cannotBegin !== null) return { ...endOf(ending), why: cannotBegin }
  const [next] = presetOf(preset)
  const back = offer('beginning', 'Look back from the start')
  return { ...endOf(ending), primary: next ?? again, others: next ? [back, again] : [back] }
}
