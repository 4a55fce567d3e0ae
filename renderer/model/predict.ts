/** Questions about the step that comes next, answered by the step itself. */
import type { CallRecord, StepApi, TraceRecord } from '../../electron/contract/trace.ts'
import { missingAt } from '../../electron/trace/kept.ts'
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
}

const objectOf = ({ object, args }: NextCall) => object ?? args.object ?? args.pb

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
const whose = (participant: string) => `The ${participant}’s`

function aboutResult(next: NextCall, choices: readonly string[]): Question {
  const { participant, name, args } = next
  return {
    ...stepOf(next),
    text: `${whose(participant)} ${name} of ${objectOf(next) ?? args.msg ?? 'new memory'} comes next. What will it return?`,
    choices: [...choices, 'something else'],
    right: (told) =>
      told.kind === 'call' && choices.includes(told.result.name) ? told.result.name : 'something else',
  }
}

function aboutUsage(next: NextCall, now: number): Question {
  const { participant, name } = next
  const object = objectOf(next)
  const choices = [...new Set([Math.max(0, now - 1), now, now + 1])].map(String)
  return {
    ...stepOf(next),
    text: `${whose(participant)} ${name} of ${object} comes next; ${now} hold the object. How many will hold it then?`,
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

/** Only where nobody has said who is to go on. */
const aboutWho = (next: NextCall, cast: readonly string[]): Question => ({
  ...stepOf(next),
  text: 'Which process makes the next step?',
  choices: cast,
  right: () => next.participant,
})

/** What can be asked about a call, each in its turn. */
function aboutCall(next: NextCall, { usage, life, results }: Predictable, now: number | null): Question[] {
  const count = usage && now !== null ? aboutUsage(next, now) : aboutResult(next, results)
  return [...(life ? [aboutLife(next)] : []), ...(usage ? [count] : []), aboutResult(next, results)]
}

/**
 * Null for a step that there is nothing to ask about. `turn` varies what is asked where there are several things, and
 * `cast` is who may make the next step; nobody where the person has chosen the process.
 */
export function questionFor(
  next: NextCall,
  records: readonly TraceRecord[],
  turn: number,
  cast: readonly string[] = [],
): Question | null {
  if (turn % 4 === 3 && cast.length > 1 && cast.includes(next.participant)) return aboutWho(next, cast)
  if (isTouch(next)) return aboutTouch(next)
  const predicts = wordsOfName(next.name)?.predicts
  if (!predicts) return null
  const questions = aboutCall(next, predicts, usageAt(records, objectOf(next), records.length - 1))
  return questions[turn % questions.length] ?? null
}

export interface Prediction {
  readonly question: Question
  /** Null while nobody has answered. */
  readonly choice: string | null
  /** What the step has answered; null until it is made. */
  readonly right: string | null
  /** How many records there were when it was asked. */
  readonly seen: number
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
    if (told && tells(told, question)) return { ...prediction, right: question.right(told, records, index) }
  }
  return prediction
}
