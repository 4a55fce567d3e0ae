/** Questions about the step that comes next, answered by the step itself. */

import type { ParticipantState } from '../../electron/contract/service.ts'
import type { CallRecord, StepApi, TraceRecord } from '../../electron/contract/trace.ts'
import { missingAt } from '../../electron/trace/kept.ts'
import { who, whoFirst } from '../../electron/trace/who.ts'
import { listed } from '../vocabulary/format.ts'
import { isTouch, nounOf } from '../vocabulary/memory.ts'
import { wordsOfName } from '../vocabulary/vocabulary.ts'
import type { Predictable } from '../vocabulary/words.ts'

export interface Question {
  readonly participant: string
  readonly api: StepApi
  /** Its name; `read` or `write` for a touch of shared memory. */
  readonly call: string
  readonly text: string
  readonly choices: readonly string[]
  /** Why the right choice is right, where the step itself does not tell it. */
  readonly reason?: string
  /** Which choice is right, once the step has been made; `index` is the place in the trace of what tells of it. */
  right(told: TraceRecord, records: readonly TraceRecord[], index: number): string
}

type Arguments = CallRecord['args']

/** A step that is about to be made, of a live process or in a recording. */
export interface NextCall {
  readonly participant: string
  readonly api: StepApi
  readonly name: string
  readonly args: Arguments
  /** What it is about, where that is known before it is made. */
  readonly object?: string | undefined
  /** For which objects it waits. */
  readonly waits?: readonly string[] | undefined
}

/** A step of a trace as one that is yet to be made; null for what is none. */
export function asNext(record: TraceRecord | undefined): NextCall | null {
  if (record?.kind === 'call') return record
  if (record?.kind !== 'data') return null
  const { participant, access, object, length } = record
  return { participant, api: 'memory', name: access, args: { object, length }, object }
}

const objectOf = ({ object, args }: NextCall) => object ?? args.object ?? args.pb ?? args.msg

/** What a call is of, where that can be said before it. */
function ofWhat(next: NextCall): string {
  const about = objectOf(next) ?? next.waits?.join(' or ') ?? next.args.lpName
  return about == null ? '' : ` of ${about}`
}

/** The usage count of an object at a place in the trace; null when nothing was counted there, as far as is known. */
function usageAt(records: readonly TraceRecord[], object: unknown, index: number): number | null {
  for (let at = Math.min(index, records.length - 1); at >= 0; at -= 1) {
    const record = records[at]
    if (record?.kind === 'count' && record.object === object) return record.usage
    if (record && missingAt(record) > 0) return null
  }
  return null
}

const stepOf = ({ participant, api, name }: NextCall) => ({ participant, api, call: name })
const whose = (participant: string) => `${whoFirst(participant)}’s`

/** Most calls of Win32 return a handle, or whether they did it: which error it was they do not tell themselves. */
const returnsIt = ({ api }: NextCall, [name = '']: readonly string[]) => api !== 'winapi' || name.startsWith('WAIT_')

function aboutResult(next: NextCall, choices: readonly string[]): Question {
  const { participant, name } = next
  const asked = returnsIt(next, choices) ? 'What will it return?' : 'How will it end?'
  return {
    ...stepOf(next),
    text: `${whose(participant)} ${name}${ofWhat(next)} comes next. ${asked}`,
    choices: [...choices, 'something else'],
    right: (told) =>
      told.kind === 'call' && choices.includes(told.result.name) ? told.result.name : 'something else',
  }
}

const holds = (count: number) =>
  count === 0 ? 'nobody holds' : count === 1 ? '1 process holds' : `${count} processes hold`

function aboutUsage(next: NextCall, now: number): Question {
  const { participant, name } = next
  const object = objectOf(next)
  const choices = [...new Set([Math.max(0, now - 1), now, now + 1])].map(String)
  return {
    ...stepOf(next),
    text: `${whose(participant)} ${name} of ${object} comes next; ${holds(now)} the object. How many will hold it then?`,
    choices,
    right: (_call, records, index) => String(usageAt(records, object, index) ?? now),
  }
}

const DESTROYED = 'It is destroyed'
const ALIVE = 'It lives on'

function aboutLife(next: NextCall): Question {
  const { participant, name } = next
  const object = objectOf(next)
  return {
    ...stepOf(next),
    text: `${whose(participant)} ${name} of ${object} comes next. What becomes of the memory?`,
    choices: [ALIVE, DESTROYED],
    right: (_call, records, index) => (usageAt(records, object, index) === 0 ? DESTROYED : ALIVE),
  }
}

const TOUCHED = 'It succeeds'
const TRAPPED = 'It traps'

/** The memory answers with the bytes, or with an access violation. */
const aboutTouch = (next: NextCall): Question => ({
  ...stepOf(next),
  text: `${whose(next.participant)} next step is ${nounOf(next)} of ${objectOf(next)}. What becomes of it?`,
  choices: [TOUCHED, TRAPPED],
  right: ({ kind }) => (kind === 'data' ? TOUCHED : TRAPPED),
})

/** Who can go on where the rules leave one only, and why none of the others can. */
export interface Deciding {
  readonly participant: string
  readonly cast: readonly string[]
  readonly reason: string
}

/** More choices than these have no letters on a remote's card, and are no question. */
const MOST_CHOICES = 4

/**
 * Who makes the next step, where that does not depend on whom the person or Sharemem lets go first: one halts, and every
 * other one waits for somebody else. Null where it does.
 */
export function decidedBy(participants: readonly ParticipantState[]): Deciding | null {
  const alive = participants.filter(({ phase }) => phase !== 'ended')
  const [one, ...more] = alive.filter(({ phase }) => phase === 'halted')
  const waiting = alive.filter(
    ({ phase, call }) => phase === 'blocked' && wordsOfName(call?.name ?? '')?.waits === true,
  )
  if (!one || more.length > 0 || waiting.length === 0 || waiting.length + 1 < alive.length) return null
  if (alive.length > MOST_CHOICES) return null
  const waits = waiting.map(({ id, call }) => `${who(id)} waits in ${call?.name}`)
  const reason = `Only ${who(one.id)} can go on: ${listed(waits)}.`
  return { participant: one.id, cast: alive.map(({ id }) => id), reason }
}

const aboutWho = (next: NextCall, { participant, cast, reason }: Deciding): Question => ({
  ...stepOf(next),
  text: 'Which process can make the next step?',
  choices: cast,
  reason,
  right: () => participant,
})

/** What can be asked about a call, each in its turn. */
function aboutCall(next: NextCall, { usage, life, results }: Predictable, now: number | null): Question[] {
  const count = usage && now !== null ? aboutUsage(next, now) : aboutResult(next, results)
  return [...(life ? [aboutLife(next)] : []), ...(usage ? [count] : []), aboutResult(next, results)]
}

/**
 * Null for a step that there is nothing to ask about. `turn` varies what is asked where there are several things;
 * `deciding` is null where the rules do not say who makes the step.
 */
export function questionFor(
  next: NextCall,
  records: readonly TraceRecord[],
  turn: number,
  deciding: Deciding | null = null,
): Question | null {
  if (turn % 4 === 3 && deciding?.participant === next.participant) return aboutWho(next, deciding)
  if (isTouch(next)) return aboutTouch(next)
  const predicts = wordsOfName(next.name)?.predicts
  if (!predicts || predicts.isOpen?.(next.args) === false) return null
  const questions = aboutCall(next, predicts, usageAt(records, objectOf(next), records.length - 1))
  return questions[turn % questions.length] ?? null
}

export interface Prediction {
  readonly question: Question
  /** Null while nobody has answered. */
  readonly choice: string | null
  /** Which choice a presenter's remote stands on, before it is the answer. */
  readonly marked?: string | undefined
  /** What the step has answered; null until it is made. */
  readonly right: string | null
  /** How many records there were when it was asked. */
  readonly seen: number
  /** The place in the trace of what has told the answer. */
  readonly at?: number | undefined
}

/** Whether a record tells what became of the step that was asked about: of a touch also the end that it brought. */
function tells(record: TraceRecord, { participant, api, call }: Question): boolean {
  if (!('participant' in record) || record.participant !== participant) return false
  if (record.kind === 'call') return record.name === call
  if (record.kind === 'data') return record.access === call
  const isEnd = record.kind === 'fault' || (record.kind === 'process' && record.event === 'crash')
  return isEnd && isTouch({ api })
}

/** The prediction with what the step has answered, once it is among the records. */
export function judged(prediction: Prediction, records: readonly TraceRecord[]): Prediction {
  const { question, seen, right } = prediction
  if (right !== null) return prediction
  for (let index = seen; index < records.length; index += 1) {
    const told = records[index]
    if (told && tells(told, question))
      return { ...prediction, right: question.right(told, records, index), at: index }
  }
  return prediction
}
