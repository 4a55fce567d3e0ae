/** A click runs to the line: the processes go on until one that runs this program halts there. */
import type { ParticipantState } from '../../../electron/contract/service.ts'
import type { CastMember } from '../../../electron/trace/cast.ts'
import { actions } from '../../actions.ts'
import { isLive, useStore } from '../../store.ts'

export function LineNumber({ line, members }: { line: number; members: readonly CastMember[] }) {
  const live = useStore((state) => state.cursor === null && isLive(state))
  if (!live || members.length === 0) return <i>{line}</i>
  const standsHere = ({ id, call }: ParticipantState) =>
    members.some((member) => member.id === id) && call?.source?.line === line
  return (
    <button
      type="button"
      className="line"
      tabIndex={-1}
      aria-label={`Run the ${members[0]?.program} to line ${line}`}
      title={`Run to line ${line}`}
      onClick={() => void actions.runTo(() => false, standsHere)}
    >
      {line}
    </button>
  )
}
