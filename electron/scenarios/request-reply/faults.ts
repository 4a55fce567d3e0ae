/** The programs of request-reply as ones that are wrong would make their calls. */
import { PAG_READ, PAG_WRITE } from '../../../native-bridge/os2/flags.ts'
import type { Os2 } from '../../../native-bridge/os2/index.ts'
import { WM_USER } from '../../../native-bridge/os2/messages.ts'
import { type Address, processId } from '../../../native-bridge/units.ts'
import type { FaultTools, Injected, Injection } from '../scenario.ts'

/** How long a server leaves its queue alone, so that it can be filled, in milliseconds. */
const NEGLECT = 1500
/** More messages than any queue holds. */
const FLOOD = 20_000
/** A message that means nothing to anybody. */
const JUNK = WM_USER + 0x500

export function inject({ fault, id, os2, touch, tools }: Injection): Injected {
  const isMine = fault.participant === id
  switch (fault.name) {
    case 'double-free':
      return { os2: isMine ? { ...os2, DosFreeMem: afterFirst(os2.DosFreeMem, (pb) => os2.DosFreeMem(pb)) } : os2 }
    case 'touch-after-free':
      return { os2: isMine ? { ...os2, DosFreeMem: afterFirst(os2.DosFreeMem, (pb) => touch.read(pb, 0, 1)) } : os2 }
    case 'write-read-only':
      return { os2: { ...os2, ...readOnly(os2) } }
    case 'give-to-dead':
      if (id !== 'client') return { os2 }
      return { os2: { ...os2, DosGiveSharedMem: (pb, _pid, flag) => giveToDead(tools, os2, pb, flag) } }
    case 'queue-full':
      return id === 'client' ? { os2: { ...os2, WinPostMsg: postToFull(os2) } } : { os2, before: neglectOnce(tools) }
    default:
      return { os2 }
  }
}

function afterFirst(free: Os2['DosFreeMem'], then: (pb: Address) => unknown): Os2['DosFreeMem'] {
  let done = false
  return (pb) => {
    const rc = free(pb)
    if (!done) {
      done = true
      then(pb)
    }
    return rc
  }
}

function giveToDead(tools: FaultTools, os2: Os2, pb: Address, flag: number) {
  // Asked for here: every program of this room would load it otherwise.
  const { spawnSync } = process.getBuiltinModule('node:child_process')
  const { pid } = tools.meanwhile(() =>
    spawnSync(process.execPath, ['-e', '0'], { stdio: 'ignore', windowsHide: true }),
  )
  return os2.DosGiveSharedMem(pb, processId(pid), flag)
}

/** The client gives less than it could, and the server takes no more, but does not look at what it has. */
const readOnly = (os2: Os2): Pick<Os2, 'DosGiveSharedMem' | 'DosGetSharedMem' | 'DosQueryMem'> => ({
  DosGiveSharedMem: (pb, pid) => os2.DosGiveSharedMem(pb, pid, PAG_READ),
  DosGetSharedMem: (pb) => os2.DosGetSharedMem(pb, PAG_READ),
  DosQueryMem(pb, pcb, pflag) {
    const rc = os2.DosQueryMem(pb, pcb, pflag)
    pflag.value |= PAG_WRITE
    return rc
  },
})

/** Its first message finds no room. */
function postToFull(os2: Os2): Os2['WinPostMsg'] {
  let left = FLOOD
  return (hwnd, msg, mp1, mp2) => {
    for (; left > 0; left -= 1) if (!os2.WinPostMsg(hwnd, JUNK, 0, 0)) left = 0
    return os2.WinPostMsg(hwnd, msg, mp1, mp2)
  }
}

/** Before its first message the server leaves its queue alone for a while. */
function neglectOnce(tools: FaultTools) {
  let neglected = false
  return (name: string) => {
    if (neglected || name !== 'WinGetMsg') return
    neglected = true
    tools.meanwhile(() => tools.hang(NEGLECT))
  }
}
