/** How a run ended: the judgement of the first participant that leads, unless the supervisor knows worse. */
import type { OutcomeName } from '../contract/trace.ts'
import { stopped, type Verdict } from '../scenarios/process.ts'
import type { Exit } from './links.ts'
import { hasCrashed, type Party } from './party.ts'

/** Outcomes of any participant that count more than what who leads made of them; the gravest first. */
const graver: readonly OutcomeName[] = ['trap', 'wrong-data', 'api-error']

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
  /** Whether the person has ended the run by force. */
  readonly forced: boolean
  /** Whether the person has ended it, so that nobody was started any more. */
  readonly ending: boolean
  /** What became of the objects, in a sentence. */
  readonly objects: string
  /** What the scenario makes of the verdict, from the records. */
  amend(verdict: Verdict): Verdict
}

const byForce: Verdict = { name: 'stopped', text: 'The run was ended by force. What its processes held was freed.' }

/** What a participant judged, with what only the supervisor has seen. */
function seenByAll(verdict: Verdict, { amend, objects }: Knowledge): Verdict {
  if (verdict.name === 'completed') return { ...verdict, text: `${verdict.text} ${objects}` }
  return amend(verdict)
}

export function judge(parties: Party[], knowledge: Knowledge): Verdict {
  if (knowledge.forced) return byForce
  const stranded = parties.find((party) => party.stranded !== null)
  if (!stranded) return judgeEnded(parties, knowledge)
  const inVain = `The ${stranded.id} waited in vain ${stranded.stranded}: nobody was left who could end that, so it was ended.`
  // Why the others had ended comes first, where they tell it.
  const others = parties.filter((party) => party !== stranded)
  const haveTold = knowledge.notStarted !== null || others.some((party) => party.verdict ?? hasCrashed(party))
  if (!haveTold && others.every(({ hung }) => hung === null)) return { name: 'timeout', text: inVain }
  const { name, text } = judgeEnded(others, knowledge)
  return { name: name === 'completed' ? 'timeout' : name, text: `${text} ${inVain}` }
}

function judgeEnded(parties: readonly Party[], knowledge: Knowledge): Verdict {
  const { notStarted, ending } = knowledge
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
  const byRank = parties.toSorted((a, b) => Number(b.leads) - Number(a.leads))
  const verdicts = byRank.flatMap(({ verdict }) => verdict ?? [])
  const [grave] = graver.flatMap((name) => verdicts.filter((verdict) => verdict.name === name))
  if (grave) return grave
  const verdict = verdicts.find(({ name }) => name !== 'completed') ?? verdicts[0]
  if (verdict) return seenByAll(verdict, knowledge)
  // Who judges it may never have begun.
  if (ending) return stopped
  return { name: 'crash', text: `The ${parties.find(({ leads }) => leads)?.id} ended without a verdict.` }
}
