/** Who the lifelines belong to. */
import { type CSSProperties, useId } from 'react'
import type { CastMember } from '../../electron/trace/cast.ts'
import { actions } from '../actions.ts'
import { commands } from '../commands.ts'
import { windowOf } from '../model/latest.ts'
import { stepOf } from '../stepping.ts'
import { useStore } from '../store.ts'
import { type Lane, type Lanes, STRIP } from './lifelines/lanes.ts'
import { Why } from './why.tsx'

/** Of these many, each has room for its head above it; more stand exactly above their lanes. */
const FEW = 2

/** What is above the lanes, in their widths; half a strip hangs over on each side. */
function columnsOf({ lanes, reach }: Lanes): CSSProperties {
  const left = lanes.filter(({ side }) => side === 'left').map(({ room }) => `${room}px`)
  const right = lanes.filter(({ side }) => side === 'right').map(({ room }) => `${room}px`)
  return { gridTemplateColumns: [...left, `${2 * reach + STRIP}px`, ...right].join(' ') }
}

export function Heads({ cast, lanes }: { cast: readonly CastMember[]; lanes: Lanes }) {
  const crowded = cast.length > FEW
  const head = (lane: Lane) => {
    const place = cast.findIndex(({ id }) => id === lane.id)
    const member = cast[place]
    return member && <Head key={lane.id} member={member} lane={lane} place={place + 1} />
  }
  return (
    <div
      className={crowded ? 'heads crowded' : `heads of-${cast.length}`}
      style={crowded ? columnsOf(lanes) : undefined}
    >
      {lanes.lanes.filter(({ side }) => side === 'left').map(head)}
      <KernelHead />
      {lanes.lanes.filter(({ side }) => side === 'right').map(head)}
    </div>
  )
}

function KernelHead() {
  const header = useStore((state) => state.header)
  const fault = header?.fault
  const { label, keys, run } = commands.fold
  return (
    <div className="head kernel">
      <button type="button" className="name" title={`${label} (${keys[0]})`} onClick={run}>
        kernel
      </button>
      {fault === undefined ? (
        <span>{kernelOf(header?.platform.kernel)}</span>
      ) : (
        <mark title="The fault of this run">{fault}</mark>
      )}
    </div>
  )
}

/** A click on it steps its process, or opens its lane first where that is a strip. */
function Head({ member, lane, place }: { member: CastMember; lane: Lane; place: number }) {
  const { id, tone, side, number } = member
  const command = stepOf(member, place)
  const why = useStore((state) => command.unavailable(state))
  const whyId = useId()
  const classes = ['head', tone, side, lane.wide ? '' : 'strip', member.external ? 'external' : '']
  return (
    <div className={classes.join(' ')}>
      <button
        type="button"
        className="name"
        aria-disabled={lane.wide && why !== null}
        aria-label={lane.wide ? undefined : `Open ${id}`}
        aria-describedby={lane.wide && why !== null ? whyId : undefined}
        title={lane.wide ? (why === null ? `${command.label} (${place})` : undefined) : `Open ${id} (${place})`}
        onClick={() => (lane.wide ? why === null && command.run() : actions.open(id))}
      >
        {lane.wide ? id : (number ?? id.slice(0, 1))}
      </button>
      {lane.wide && <Why id={whyId} why={why} />}
      {lane.wide && <Who member={member} />}
    </div>
  )
}

function Who({ member: { id, pid, external } }: { member: CastMember }) {
  const window = useStore(({ records }) => windowOf(records, id))
  if (external) return <span>{pid === null ? '' : `pid ${pid} · `}not traced</span>
  if (pid === null) return <span>not started</span>
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
