/**
 * What a kind of race is: steps that several processes begin at the same moment, and which answers are right. Each kind
 * has a file of its own, and stands in kinds.ts.
 */
import type { Native } from '../../native.ts'
import type { Os2 } from '../../os2/index.ts'
import type { Touch } from '../../os2/touch.ts'
import type { ProcessId } from '../../units.ts'
import type { WinApi } from '../../winapi/index.ts'

/** One of the processes, with the OS/2 process that lives in it. */
export interface Racer {
  /** From 0 on. */
  readonly index: number
  readonly native: Native
  readonly os2: Os2
  readonly touch: Touch
  /** The Win32 process that lives in it as well. */
  readonly win: WinApi
  /** The process ids of all of them, by their indexes. */
  readonly pids: readonly ProcessId[]
  /** A part of a name that no other race has. */
  readonly mark: string
  /** A whole number from 0 on, below `below`. */
  random(below: number): number
}

/** Return codes, addresses, what was read: whatever the judge or the next step has to know. */
export type Answer = Readonly<Record<string, number>>

/** What one process does; `heard` is what each has answered in the step before, by its index. */
export type Step = (round: number, heard: readonly Answer[]) => Answer

export interface Steps {
  /** Once, before the rounds. */
  readonly before?: readonly Step[]
  /** In each round, one after the other. */
  readonly round: readonly Step[]
  /** Once, after the rounds. */
  readonly after?: readonly Step[]
}

export interface Kind {
  readonly name: string
  readonly processes: number
  /** Whether each process has a memory agent, and so can be given memory. */
  readonly gifts: boolean
  /** What a process does; made once in each, so that it may keep something from step to step. */
  steps(racer: Racer): Steps
  /** A sentence for each answer of a round that is wrong by the rules: `answers[step][index]`. */
  judge(answers: readonly (readonly Answer[])[], round: number): string[]
}

export const NOTHING: Answer = {}

/** What a racer answered in a step, when the judge knows that it did. */
export function answer(answers: readonly (readonly Answer[])[], step: number, index: number, key: string): number {
  const found = answers[step]?.[index]?.[key]
  if (found === undefined) throw new Error(`process ${index} did not answer “${key}” in step ${step}`)
  return found
}
