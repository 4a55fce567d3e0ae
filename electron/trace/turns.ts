/** Whose turn it is: of the processes that halt before a step, whoever has waited longest goes first. */
import type { ParticipantState } from '../contract/service.ts'

/** Those that halt, in their turns. */
export const haltedInTurn = <Each extends Pick<ParticipantState, 'phase' | 'call'>>(
  participants: readonly Each[],
): Each[] =>
  participants
    .filter(({ phase }) => phase === 'halted')
    .toSorted((a, b) => (a.call?.since ?? 0) - (b.call?.since ?? 0))
