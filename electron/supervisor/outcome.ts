/** How a run ended: the client's judgement, unless the supervisor knows worse. */
import type { OutcomeName } from '../contract/trace.ts'
import type { Verdict } from '../scenarios/process.ts'
import type { Exit } from './links.ts'
import { hasCrashed, type Party } from './party.ts'
import type { Loss } from './requests.ts'

/** Outcomes of any participant that count more than what the client made of them; the gravest first. */
const graver: readonly OutcomeName[] = ['trap', 'api-error']

const XCPT_ACCESS_VIOLATION = 0xc000_0005

/** The kernel has ended it for touching memory that it may not. */
const hasFaulted = ({ code, signal }: Exit) =>
  signal === 'SIGSEGV' || signal === 'SIGBUS' || code === XCPT_ACCESS_VIOLATION

function howItEnded({ id, exit, crash }: Party): string {
  if (crash) return `The ${id}: ${crash.split('\n')[0]}`
  if (exit?.signal) return `The ${id} was ended by ${exit.signal}`
  const code = exit?.code ?? 0
  return `The ${id} ended with exit code ${code > 0xffff ? `0x${code.toString(16).toUpperCase()}` : code}`
}

export interface Knowledge {
  /** The program that could not be started at all. */
  readonly notStarted: string | null
  /** The request whose object was gone when the server came to get it. */
  readonly lost: Loss | null
  /** The id of a request whose answer found no room in the client's queue. */
  readonly undelivered: number | null
  /** Whether the person has ended the run by force. */
  readonly forced: boolean
  /** What became of the objects, in a sentence. */
  readonly objects: string
}

const lostBeforeGet = ({ request: { id, object }, refusal }: Loss): Verdict => ({
  name: 'lost-request',
  text:
    `Request ${id} was lost: when the server came to get the object at ${object}, the client had freed it and nobody ` +
    `held it any more, so ${refusal}.`,
})

const undeliveredAnswer = (id: number): Verdict => ({
  name: 'timeout',
  text:
    `The server’s answer to request ${id} found no room in the client’s queue: WinPostMsg returned FALSE. What the ` +
    'client held was freed.',
})

const byForce: Verdict = { name: 'stopped', text: 'The run was ended by force. What its processes held was freed.' }

/** What the client judged, with what only the supervisor has seen. */
function seenByAll(verdict: Verdict, { lost, undelivered, objects }: Knowledge): Verdict {
  if (verdict.name === 'completed') return { ...verdict, text: `${verdict.text} ${objects}` }
  if (verdict.name === 'timeout' && lost) return lostBeforeGet(lost)
  if (verdict.name === 'timeout' && undelivered !== null) return undeliveredAnswer(undelivered)
  return verdict
}

export function judge(parties: Party[], knowledge: Knowledge): Verdict {
  const { notStarted, forced } = knowledge
  if (forced) return byForce
  if (notStarted) return { name: 'not-started', text: `The ${notStarted} process could not be started.` }
  const hung = parties.find((party) => party.hung !== null)
  if (hung) {
    return {
      name: 'timeout',
      text: `The ${hung.id} ${hung.hung}, and was ended. What it and the others held was freed.`,
    }
  }
  const faulted = parties.find(({ exit }) => exit !== null && hasFaulted(exit))
  if (faulted) return { name: 'trap', text: `${howItEnded(faulted)}, an access violation. What it held was freed.` }
  const crashed = parties.find(hasCrashed)
  if (crashed) return { name: 'crash', text: `${howItEnded(crashed)}. What the others held was freed.` }
  const verdicts = parties.flatMap(({ verdict }) => verdict ?? [])
  const [grave] = graver.flatMap((name) => verdicts.filter((verdict) => verdict.name === name))
  if (grave) return grave
  const verdict = parties.find(({ role }) => role === 'client')?.verdict
  return verdict ? seenByAll(verdict, knowledge) : { name: 'crash', text: 'The client ended without a verdict.' }
}
