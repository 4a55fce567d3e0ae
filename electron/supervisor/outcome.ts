/** How a run ended: the judgement of the first participant that leads, unless the supervisor knows worse. */

import type { OutcomeName } from '../contract/trace.ts'
import { stopped, type Verdict } from '../scenarios/process.ts'
import { whoFirst } from '../trace/who.ts'
import type { Exit } from './links.ts'
import { hasCrashed, type Party } from './party.ts'

/** Outcomes of any participant that count more than what who leads made of them; the gravest first. */
const graver: readonly OutcomeName[] = ['trap', 'wrong-data', 'api-error']
/** Whether a program has failed, and not been ended. */
export const isGrave = (verdict: Verdict | null): boolean => verdict !== null && graver.includes(verdict.name)

const XCPT_ACCESS_VIOLATION = 0xc000_0005

/** The kernel has ended it for touching memory that it may not. */
const hasFaulted = ({ code, signal }: Exit) =>
  signal === 'SIGSEGV' || signal === 'SIGBUS' || code === XCPT_ACCESS_VIOLATION

function howItEnded({ id, exit, crash }: Party): string {
  if (crash) return `${whoFirst(id)}: ${crash.split('\n')[0]}`
  if (exit?.signal) return `${whoFirst(id)} was ended by ${exit.signal}`
  const code = exit?.code ?? 0
  return `${whoFirst(id)} ended with exit code ${code > 0xffff ? `0x${code.toString(16).toUpperCase()}` : code}`
}

/** What is known of a program of somebody else's once the others are done. */
function howOtherEnded({ id, link, exit, killed }: Party): string {
  const whose = `${whoFirst(id)} is a program of somebody else’s`
  if (!link) return `${whose}: it came, and used what the others made.`
  if (exit === null || killed) return `${whose}: it was ended with the run.`
  return `${whose}: it ended with exit code ${exit.code ?? 0}.`
}

function whyNotStarted(parties: readonly Party[], id: string): string {
  const commandLine = parties.find((party) => party.id === id)?.external?.commandLine
  if (commandLine == null) return `${whoFirst(id)} process could not be started.`
  return `${whoFirst(id)} could not be started: Windows finds no program that it can run in ‘${commandLine}’. Name an .exe with its whole path, in quotes where that has spaces.`
}

export interface Knowledge {
  /** The program that could not be started at all. */
  readonly notStarted: string | null
  /** What has not come of a program of somebody else's. */
  readonly stuck: string | null
  /** Whether the person has ended the run by force. */
  readonly forced: boolean
  /** Whether the person has ended it, so that nobody was started any more. */
  readonly ending: boolean
  /** What became of the objects, in a sentence. */
  readonly objects: string
  /** What the scenario makes of the verdict, from the records. */
  amend(verdict: Verdict): Verdict
}

const FREED = 'Everything that it and the other processes still held was freed.'

const byForce: Verdict = { name: 'stopped', text: 'The run was ended by force. What its processes held was freed.' }

/** What a participant judged, with what only the supervisor has seen. */
function seenByAll(verdict: Verdict, { amend, objects }: Knowledge): Verdict {
  const amended = amend(verdict)
  return amended.name === 'completed' ? { ...amended, text: `${amended.text} ${objects}` } : amended
}

/** What Sharemem itself ended, with who came through all the same; another outcome would not tell why it was ended. */
function endedForIt(verdict: Verdict, { amend }: Knowledge): Verdict {
  const amended = amend(verdict)
  return amended.name === verdict.name ? amended : verdict
}

export function judge(parties: Party[], knowledge: Knowledge): Verdict {
  if (knowledge.forced) return byForce
  const stranded = parties.find((party) => party.stranded !== null)
  if (!stranded) return judgeEnded(parties, knowledge)
  const inVain = `${whoFirst(stranded.id)} waited in vain ${stranded.stranded}: nothing could wake it any more, so Sharemem ended it.`
  // Why the others had ended comes first, where they tell it.
  const others = parties.filter((party) => party !== stranded)
  const haveTold = knowledge.notStarted !== null || others.some((party) => party.verdict ?? hasCrashed(party))
  if (!haveTold && others.every(({ hung }) => hung === null))
    return endedForIt({ name: 'timeout', text: inVain }, knowledge)
  const { name, text } = judgeEnded(others, knowledge)
  return { name: name === 'completed' ? 'timeout' : name, text: `${text} ${inVain}` }
}

function judgeEnded(parties: readonly Party[], knowledge: Knowledge): Verdict {
  const { notStarted, stuck, ending } = knowledge
  if (notStarted) return { name: 'not-started', text: whyNotStarted(parties, notStarted) }
  const hung = parties.find((party) => party.hung !== null)
  if (hung) {
    return endedForIt(
      { name: 'timeout', text: `${whoFirst(hung.id)} ${hung.hung}, and was ended. ${FREED}` },
      knowledge,
    )
  }
  const faulted = parties.find(({ exit }) => exit !== null && hasFaulted(exit))
  if (faulted) return { name: 'trap', text: `${howItEnded(faulted)}, an access violation. What it held was freed.` }
  const crashed = parties.find(hasCrashed)
  if (crashed) return knowledge.amend({ name: 'crash', text: `${howItEnded(crashed)}. ${FREED}` })
  if (stuck !== null) return { name: 'timeout', text: stuck }
  const byRank = parties.toSorted((a, b) => Number(b.leads) - Number(a.leads))
  const verdicts = byRank.flatMap(({ verdict }) => verdict ?? [])
  const [grave] = graver.flatMap((name) => verdicts.filter((verdict) => verdict.name === name))
  if (grave) return grave
  const verdict = verdicts.find(({ name }) => name !== 'completed') ?? verdicts[0]
  if (verdict) return seenByAll(verdict, knowledge)
  // Who judges it may never have begun.
  if (ending) return stopped
  const others = parties.filter(({ external }) => external)
  const absent = others.find(({ link, phase }) => !link && phase === 'starting')
  if (absent) return { name: 'not-started', text: `${whoFirst(absent.id)} was not seen before the others had ended.` }
  if (others.length > 0) return seenByAll({ name: 'completed', text: others.map(howOtherEnded).join(' ') }, knowledge)
  if (parties.every(({ done }) => done)) {
    return seenByAll({ name: 'completed', text: 'Every program has run to its end.' }, knowledge)
  }
  return { name: 'crash', text: `The ${parties.find(({ leads }) => leads)?.id} ended before its program was over.` }
}
