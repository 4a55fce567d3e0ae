/** Who takes part in a run, each with the colour and the side that a screen draws it with. */
import type { Program, Side, Tone } from '../contract/settings.ts'
import type { HeaderParticipant, TraceHeader } from '../contract/trace.ts'

export interface CastMember {
  readonly id: string
  readonly program: string
  readonly tone: Tone
  readonly side: Side
  /** Null while it has not started. */
  readonly pid: number | null
  /** Which of those that run the same program it is, from 1; null for the only one. */
  readonly number: number | null
  /** Whether it is a program of somebody else's, which is not traced and never halted. */
  readonly external: boolean
}

/** Of an older recording whose scenario is not known: who is named first stands on the left. */
function guess(program: string, programs: readonly string[]): { tone: Tone; side: Side } {
  return program === programs[0] ? { tone: 'blue', side: 'left' } : { tone: 'green', side: 'right' }
}

/** Equals would all stand on one side: the later half of them faces the others. */
function faced(members: readonly CastMember[]): readonly CastMember[] {
  const sides = new Set(members.map(({ side }) => side))
  if (members.length < 2 || sides.size > 1) return members
  const half = Math.ceil(members.length / 2)
  return members.map((member, index) => ({ ...member, side: index < half ? 'left' : 'right' }))
}

/** In the order of the cast. `programs` are those of the scenario's description, for recordings that tell less. */
export function castOf(
  { participants }: Pick<TraceHeader, 'participants'>,
  programs: readonly Program[],
): readonly CastMember[] {
  const programOf = ({ program, role }: HeaderParticipant) => program ?? role
  const names = [...new Set(participants.map(programOf))]
  const counts = new Map<string, number>()
  const members = participants.map((participant): CastMember => {
    const program = programOf(participant)
    const known = programs.find(({ name }) => name === program) ?? guess(program, names)
    const number = (counts.get(program) ?? 0) + 1
    counts.set(program, number)
    const { id, pid, tone = known.tone, side = known.side } = participant
    return { id, program, tone, side, pid, number, external: participant.external === true }
  })
  return faced(
    members.map((member) => ({ ...member, number: counts.get(member.program) === 1 ? null : member.number })),
  )
}
