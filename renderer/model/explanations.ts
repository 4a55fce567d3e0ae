/** The records of a trace in plain English: for a class, for a screen reader, and for the call that comes next. */

import type { TraceRecord } from '../../electron/contract/trace.ts'
import { timeOf } from '../../electron/trace/order.ts'
import { who, whoAll, whoFirst } from '../../electron/trace/who.ts'
import { ignoredInWords } from '../vocabulary/foreign.ts'
import { listed } from '../vocabulary/format.ts'
import { postedText, receivedText } from '../vocabulary/messages.ts'
import { errorOf, meaningOf, wordsOf } from '../vocabulary/vocabulary.ts'
import { type Call, type RecordOf, text } from '../vocabulary/words.ts'
import { changeBy } from './changes.ts'
import { takerBeforeReturn } from './early-receipts.ts'
import { ignoredUntil } from './foreign.ts'
import { railsOf } from './rails.ts'

const resultOf = ({ code, name }: Call['result']) => (/^(TRUE|FALSE|0x)/.test(name) ? name : `${code} ${name}`)

function explainCleanUp(call: Call): string {
  const { name, args, participant, object } = call
  const process = `${whoFirst(participant)}'s process has ended, and the program did not call ${name} itself.`
  const words = wordsOf(call)?.cleanUp?.(object ?? text(args, 'pb'))
  return `${process} ${words ?? 'The operating system does it, as it takes back all that a process still has when it ends.'}`
}

/** Of what type the event or mutex is that a call was about; unknown where the trace does not tell of it. */
function typeIn(records: readonly TraceRecord[], { object, end }: Call) {
  const began = (index: number) => timeOf(records[index] ?? { t: 0 })
  if (object === undefined) return undefined
  return railsOf(records).rails.findLast(({ name, first }) => name === object && began(first) <= end)?.type
}

function explainCall(call: Call, records: readonly TraceRecord[]): string {
  const { name, args, participant, result } = call
  const subject = whoFirst(participant)
  const error = errorOf(call)
  if (error !== null) {
    const shown = result.name === error ? resultOf(result) : `${result.name} and ${error}`
    const meaning = meaningOf(call, error)
    // The time of a wait may pass: that is one of its ends.
    const ended = error === 'WAIT_TIMEOUT' ? 'ended' : 'failed'
    return `${subject}'s ${name} ${ended} with ${shown}${meaning ? `: ${meaning}` : ''}.`
  }
  if (!call.source) return explainCleanUp(call)
  return (
    wordsOf(call)?.done(args, subject, result, call.object, typeIn(records, call)) ??
    `${subject} called ${name}, which returned ${resultOf(result)}.`
  )
}

function explainMessage({ phase, participant, window, name, mp1, mp2 }: RecordOf<'message'>): string {
  const subject = whoFirst(participant)
  const args = { msg: name, mp1, mp2 }
  return phase === 'posted'
    ? `${name} is in the queue of window ${window}, from ${who(participant)}. ${postedText(args)}`
    : `${name} has reached ${who(participant)}, at its window ${window}. ${receivedText(args, subject)}`
}

/** How a process came to its end: " with exit code 0", " by signal SIGSEGV". */
function ending({ code, signal }: RecordOf<'process'>): string {
  if (signal) return ` by signal ${signal}`
  return code === null ? '' : ` with exit code ${code}`
}

function processInWords(record: RecordOf<'process'>): string {
  const { event, pid } = record
  if (event === 'start') return `started as process ${pid}`
  if (event === 'ready') return `is ready, as process ${pid}`
  return event === 'exit' ? `ended${ending(record)}` : `crashed${ending(record)}`
}

/** `server: access violation 0xC0000005 at ...`; a program that Sharemem itself has let down tells something else. */
const TRAP = /: [a-z ]+ 0x[0-9A-F]{8}\b/

const hasTrapped = (records: readonly TraceRecord[], participant: string) =>
  records.some((each) => each.kind === 'fault' && each.participant === participant && TRAP.test(each.text))

function explainProcess(record: RecordOf<'process'>, records: readonly TraceRecord[]): string {
  const { participant, event, code } = record
  const subject = `${whoFirst(participant)}'s process`
  // The kernel has not ended it: that would tell a signal, or another code.
  return event === 'exit' && code === 0 && hasTrapped(records, participant)
    ? `${subject} ended, as its program had trapped. What traps was refused before it happened, so that the process ` +
        'itself could end in good order: its exit code is 0, and not the one with which the kernel ends who traps.'
    : `${subject} ${processInWords(record)}.`
}

function explainCount({ object, usage, holders, kernel }: RecordOf<'count'>): string {
  const counted = `its usage count is ${usage}, and the kernel's own ${kernel.name} was ${kernel.value} at that moment.`
  return usage === 0
    ? `Nobody holds the object at ${object} any longer, so it is destroyed: ${counted}`
    : `The object at ${object} is held by ${whoAll(holders)}: ${counted}`
}

const bytes = (length: number) => (length === 1 ? '1 byte' : `${length} bytes`)

function explainData({ participant, access, object, offset, length, structure }: RecordOf<'data'>): string {
  const what = structure ? `${bytes(length)}, in which the structure ${structure.name} lies` : bytes(length)
  return access === 'write'
    ? `${whoFirst(participant)} wrote ${what}, at offset ${offset} of the object at ${object}. ` +
        'Whoever else holds the object can read it at once: nothing is copied.'
    : `${whoFirst(participant)} read ${what}, at offset ${offset} of the object at ${object}, straight from the shared memory.`
}

function explainWindow({ participant, window, event }: RecordOf<'window'>): string {
  return event === 'created'
    ? `${whoFirst(participant)}'s window exists from now on; its handle, ${window}, is the same in every process.`
    : `${whoFirst(participant)}'s window ${window} is gone, and no message can be posted to it any more.`
}

const objectWords = { memory: 'The section', event: 'The event', mutex: 'The mutex', process: 'The process' }

/**
 * One or two sentences for a class on what happened in this record, and why it matters; more exactly, where `records`
 * are those of its trace.
 */
export function explain(record: TraceRecord, records: readonly TraceRecord[] = []): string {
  switch (record.kind) {
    case 'call':
      return explainCall(record, records)
    case 'message':
      return explainMessage(record)
    case 'process':
      return explainProcess(record, records)
    case 'window':
      return explainWindow(record)
    case 'count':
      return explainCount(record)
    case 'data':
      return explainData(record)
    case 'object':
      return `${objectWords[record.type]} ${record.object} was ${record.event}.`
    case 'sync':
      return `${record.object} was ${record.event} by ${who(record.participant)}.`
    case 'output':
      return `${whoFirst(record.participant)} prints: ${record.text}`
    case 'outcome':
      return record.text
    case 'fault':
      return record.participant ? `A fault in ${who(record.participant)}: ${record.text}` : `A fault: ${record.text}`
    case 'note':
      return record.participant ? `About ${who(record.participant)}: ${record.text}` : record.text
  }
}

/** `The usage count falls from 2 to 1: the server still holds it.` */
function changeInWords(call: Call, { from, to, holders }: NonNullable<ReturnType<typeof changeBy>>): string {
  const [count, falls, rises, stays] =
    call.api === 'os2' ? ['The usage count', 'falls', 'rises', 'stays'] : ['Its holders', 'fall', 'rise', 'stay']
  const left = `${whoAll(holders)} ${holders.length === 1 ? 'holds' : 'hold'} it`
  // Who has made it holds it, as the call itself says.
  if (from === null) return ''
  if (to === from) return `${count} ${stays} ${to}.`
  if (to > from) return `${count} ${rises} from ${from} to ${to}: ${left}.`
  if (to === 0) return `${count} ${falls} from ${from} to 0: it is destroyed.`
  return `${count} ${falls} from ${from} to ${to}: ${left.replace(/ (holds?) it$/, ' still $1 it')}.`
}

/** Of a post that stands below the receipt, as a call stands where it ends. */
function orderInWords(records: readonly TraceRecord[], index: number): string {
  const taker = takerBeforeReturn(records, index)
  return taker === null ? '' : `The call returned after ${who(taker)} had taken the message.`
}

/** The same of a record in its trace, with the numbers that go with it there, and what its place does not tell. */
export function explainAt(records: readonly TraceRecord[], index: number): string {
  const record = records[index]
  if (!record) return ''
  const change = record.kind === 'call' && errorOf(record) === null ? changeBy(records, index) : null
  const ignored = record.kind === 'outcome' ? ignoredInWords(ignoredUntil(records, index)) : ''
  const numbers = record.kind === 'call' && change ? changeInWords(record, change) : ignored
  return [explain(record, records), numbers, orderInWords(records, index)].filter(Boolean).join(' ')
}

/** What a call is about, as in "DosGetSharedMem of 0x6FFF0000". */
function topic({ args, object }: Call): string {
  if (args.msg !== undefined && args.hwnd !== undefined) return ` of ${args.msg} to ${args.hwnd}`
  const about = object ?? args.pb ?? args.pid ?? args.pName ?? args.hwnd
  return about === undefined || about === null ? '' : ` of ${about}`
}

function callInWords(call: Call): string | null {
  const { participant, name, args, result } = call
  const error = errorOf(call)
  // The message's own record says it.
  if (error === null && result.code !== 0 && wordsOf(call)?.message !== undefined) return null
  const by = call.source ? participant : `operating system for ${participant}`
  const why = args.error === undefined ? '' : `, ${text(args, 'error')}`
  return `${by}: ${name}${topic(call)} returned ${resultOf(result)}${why}`
}

/** The short line for a screen reader; null where another record of the same moment says it already. */
export function inWords(record: TraceRecord): string | null {
  switch (record.kind) {
    case 'call':
      return callInWords(record)
    case 'message':
      return `${record.participant} ${record.phase} ${record.name}`
    case 'process':
      return `${record.participant} ${processInWords(record)}`
    case 'window':
    case 'object':
    case 'sync':
      return null
    case 'output':
      return `${record.participant} prints: ${record.text}`
    case 'count':
      return `${record.object}: usage count ${record.usage}${record.usage ? `, held by ${listed(record.holders)}` : ''}`
    case 'data': {
      const done = record.access === 'write' ? 'wrote' : 'read'
      return `${record.participant} ${done} ${bytes(record.length)} at ${record.object}`
    }
    case 'outcome':
      return record.text
    case 'fault':
    case 'note':
      return record.participant ? `${record.participant}: ${record.text}` : record.text
  }
}
