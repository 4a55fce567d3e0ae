/** Questions about the call that comes next, answered by the call itself. */
import type { CallRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { missingAt } from '../../electron/trace/kept.ts'

export interface Question {
  readonly participant: string
  readonly call: string
  readonly text: string
  readonly choices: readonly string[]
  /** Which choice is right, once the call has been made; `index` is its place in the trace. */
  right(call: CallRecord, records: readonly TraceRecord[], index: number): string
}

type Arguments = CallRecord['args']

/** A call that is about to be made, of a live process or in a recording. */
export interface NextCall {
  readonly participant: string
  readonly name: string
  readonly args: Arguments
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

const whose = (participant: string) => `The ${participant}’s`

function aboutResult({ participant, name, args }: NextCall, choices: string[]): Question {
  return {
    participant,
    call: name,
    text: `${whose(participant)} ${name} of ${args.pb ?? args.msg ?? 'new memory'} comes next. What will it return?`,
    choices: [...choices, 'something else'],
    right: ({ result }) => (choices.includes(result.name) ? result.name : 'something else'),
  }
}

function aboutUsage({ participant, name, args }: NextCall, now: number): Question {
  const choices = [...new Set([Math.max(0, now - 1), now, now + 1])].map(String)
  return {
    participant,
    call: name,
    text: `${whose(participant)} ${name} of ${args.pb} comes next; ${now} hold the object. How many will hold it then?`,
    choices,
    right: (_call, records, index) => String(usageAt(records, args.pb, index) ?? now),
  }
}

const DESTROYED = 'It is destroyed'
const ALIVE = 'It lives on'

function aboutLife({ participant, name, args }: NextCall): Question {
  return {
    participant,
    call: name,
    text: `${whose(participant)} DosFreeMem of ${args.pb} comes next. What becomes of the memory?`,
    choices: [ALIVE, DESTROYED],
    right: (_call, records, index) => (usageAt(records, args.pb, index) === 0 ? DESTROYED : ALIVE),
  }
}

const PARTIES = ['client', 'server']

/** Only where nobody has said who is to go on. */
const aboutWho = ({ participant, name }: NextCall): Question => ({
  participant,
  call: name,
  text: 'Which process makes the next call?',
  choices: PARTIES,
  right: () => participant,
})

const GOT = ['NO_ERROR', 'ERROR_ACCESS_DENIED', 'ERROR_INVALID_ADDRESS']

/**
 * Null for a call that there is nothing to ask about. `turn` varies what is asked where there are several things, and
 * `open` is whether nobody has chosen the process.
 */
export function questionFor(
  next: NextCall,
  records: readonly TraceRecord[],
  turn: number,
  open = false,
): Question | null {
  if (open && turn % 4 === 3 && PARTIES.includes(next.participant)) return aboutWho(next)
  const usage = usageAt(records, next.args.pb, records.length - 1)
  switch (next.name) {
    case 'DosGiveSharedMem':
    case 'DosGetSharedMem':
      return turn % 2 === 0 && usage !== null ? aboutUsage(next, usage) : aboutResult(next, GOT)
    case 'DosFreeMem':
      if (turn % 3 === 0) return aboutLife(next)
      return turn % 3 === 1 && usage !== null ? aboutUsage(next, usage) : aboutResult(next, GOT)
    case 'WinPostMsg':
      return aboutResult(next, ['TRUE', 'FALSE'])
    default:
      return null
  }
}

export interface Prediction {
  readonly question: Question
  /** Null while nobody has answered. */
  readonly choice: string | null
  /** What the call has answered; null until it is made. */
  readonly right: string | null
  /** How many records there were when it was asked. */
  readonly seen: number
}

/** The prediction with what the call has answered, once it is among the records. */
export function judged(prediction: Prediction, records: readonly TraceRecord[]): Prediction {
  const { question, seen, right } = prediction
  if (right !== null) return prediction
  const index = records.findIndex(
    (record, at) =>
      at >= seen &&
      record.kind === 'call' &&
      record.participant === question.participant &&
      record.name === question.call,
  )
  const call = records[index]
  return call?.kind === 'call' ? { ...prediction, right: question.right(call, records, index) } : prediction
}
