/** What the live processes that run a program do at their lines. */
import type { ParticipantState } from '../../../electron/contract/service.ts'
import type { CastMember } from '../../../electron/trace/cast.ts'
import { useStore } from '../../store.ts'
import { nounOf } from '../../vocabulary/memory.ts'
import { timeInWords } from '../../vocabulary/waits.ts'
import { useWaited } from '../use-waited.ts'

export function Doing({ members }: { members: readonly CastMember[] }) {
  const state = useStore((current) => (current.cursor === null ? current.state : null))
  if (members.length > 0 && members.every(({ external }) => external)) {
    return <span>a program of somebody else’s: this is what Sharemem’s own would run</span>
  }
  const doing = members.map(({ id }) => state?.participants.find((each) => each.id === id))
  if (members.length < 2) return <DoingOne participant={doing[0]} />
  const count = (phase: ParticipantState['phase']) => doing.filter((each) => each?.phase === phase).length
  const [halted, blocked, ended] = [count('halted'), count('blocked'), count('ended')]
  const told = [
    halted > 0 && `${halted} can go on`,
    blocked > 0 && `${blocked} ${blocked === 1 ? 'waits' : 'wait'}`,
    ended > 0 && `${ended} ended`,
  ]
  return <span>{told.filter(Boolean).join(', ')}</span>
}

function DoingOne({ participant }: { participant: ParticipantState | undefined }) {
  const waited = useWaited()
  if (!participant?.call) return <span>{participant?.phase === 'ended' ? 'has ended' : ''}</span>
  const { call } = participant
  const verb = participant.phase === 'halted' ? 'halts before' : 'waits in'
  const time = participant.phase === 'blocked' ? timeInWords(call, waited(call)) : ''
  return (
    <span>
      {verb} <b>{nounOf(call)}</b>
      {time !== '' && `, ${time}`}
    </span>
  )
}
