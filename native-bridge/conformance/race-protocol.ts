/** What the starter of a race and its processes tell each other, over Node's IPC channel. */
import type { ProcessId } from '../units.ts'
import type { Answer, Steps } from './races/kind.ts'

export interface RacerStart {
  readonly kind: string
  readonly index: number
  readonly seed: number
  readonly mark: string
  readonly pids: readonly ProcessId[]
}

export interface RacerStep {
  readonly phase: keyof Steps
  readonly step: number
  readonly round: number
  /** When it begins, on the clock that all processes share: nanoseconds. */
  readonly at: number
  readonly heard: readonly Answer[]
}

/** The end of a race, in which each process frees what it holds and ends. */
export const END = 'end'

export type ToRacer = { start: RacerStart } | { step: RacerStep } | typeof END

/** How many steps each phase has, or the answer of a step and when it began; `error` is one that was thrown. */
export type FromRacer =
  | { ready: true }
  | { started: Record<keyof Steps, number> }
  | { answer: Answer; began: number }
  | { error: string }
