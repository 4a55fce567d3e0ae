/** Who the lifelines belong to. */
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { commands } from '../commands.ts'
import { useStore } from '../store.ts'

const lanes = ['client', 'kernel', 'server'] as const

function windowOf(records: readonly TraceRecord[], participant: string): string | null {
  const record = records.findLast(
    (candidate) =>
      candidate.kind === 'window' && candidate.participant === participant && candidate.event === 'created',
  )
  return record?.kind === 'window' ? record.window : null
}

export function Heads() {
  const header = useStore((state) => state.header)
  const records = useStore((state) => state.records)
  const platform = header?.platform
  const fault = header?.fault
  return (
    <div className="heads">
      {lanes.map((lane) => {
        const pid = header?.participants.find(({ id }) => id === lane)?.pid
        const window = windowOf(records, lane)
        return (
          <div key={lane} className={`head ${lane}`}>
            <HeadName lane={lane} />
            {lane === 'kernel' && fault !== undefined && <mark title="The fault of this run">{fault}</mark>}
            {lane === 'kernel' ? (
              fault === undefined && <span>{kernelOf(platform?.kernel)}</span>
            ) : (
              <Who pid={pid} window={window} />
            )}
          </div>
        )
      })}
    </div>
  )
}

/** A click on it steps its process; on the kernel's, it folds what is drawn there. */
function HeadName({ lane }: { lane: (typeof lanes)[number] }) {
  const command = { client: commands.stepClient, server: commands.stepServer, kernel: commands.fold }[lane]
  const why = useStore((state) => command.unavailable(state))
  return (
    <button
      type="button"
      className="name"
      aria-disabled={why !== null}
      title={why ?? `${command.label} (${command.keys[0]})`}
      onClick={() => why === null && command.run()}
    >
      {lane}
    </button>
  )
}

function Who({ pid, window }: { pid: number | null | undefined; window: string | null }) {
  if (pid == null) return <span>not started</span>
  return (
    <span>
      pid {pid}
      {window && (
        <>
          {' '}
          · <em>window </em>
          {window}
        </>
      )}
    </span>
  )
}

const kernelOf = (kernel: 'sysv' | 'win32' | undefined) =>
  kernel === 'win32' ? 'who holds which section' : 'who holds which segment'
