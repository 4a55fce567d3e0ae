/** Provokes a fault in this participant: with real calls and a real end, at the moment that was asked for. */
import { spawnSync } from 'node:child_process'
import { PAG_READ, PAG_WRITE } from '../../native-bridge/os2/flags.ts'
import type { Os2 } from '../../native-bridge/os2/index.ts'
import { WM_USER } from '../../native-bridge/os2/messages.ts'
import type { Touch } from '../../native-bridge/os2/touch.ts'
import type { Address } from '../../native-bridge/units.ts'
import { processId } from '../../native-bridge/units.ts'
import type { Fault } from '../contract/fault.ts'
import { type Cells, ROUSED, STOPPING, sleepUntil, whileWaiting } from './cells.ts'
import { Stopped } from './gate.ts'

/** The client has been killed. It lives in the host's process, so its thread ends as its process would. */
export class Killed extends Error {
  override readonly name = 'Killed'
  constructor(readonly call: number) {
    super(`killed at its call number ${call}`)
  }
}

/** How long a server leaves its queue alone, so that it can be filled, in milliseconds. */
const NEGLECT = 1500
/** More messages than any queue holds. */
const FLOOD = 20_000
/** A message that means nothing to anybody. */
const JUNK = WM_USER + 0x500

/** What happens before this participant's calls, which are counted from 1; `report` gets out what came before. */
export function createStrike(
  fault: Fault | null,
  self: 'client' | 'server',
  cells: Cells,
  report: () => void,
): (name: string) => void {
  let calls = 0
  let neglected = false

  /** Nothing happens in the meantime, but for the end of the run or the word that the person waits for it. */
  function hang(milliseconds: number) {
    const stopping = () => Atomics.load(cells, STOPPING) === 1
    sleepUntil(cells, () => stopping() || Atomics.load(cells, ROUSED) === 1, milliseconds)
    if (stopping()) throw new Stopped()
  }
  return (name) => {
    calls += 1
    if (fault?.kind === 'queue-full' && self === 'server' && name === 'WinGetMsg' && !neglected) {
      neglected = true
      whileWaiting(cells, () => hang(NEGLECT))
    }
    if (!fault || !('call' in fault) || fault.participant !== self || fault.call !== calls) return
    report()
    if (fault.kind === 'hang') return hang(fault.milliseconds)
    if (self === 'client') throw new Killed(calls)
    process.kill(process.pid, 'SIGKILL')
    // Its end is a matter of microseconds, in which nothing more may be called.
    for (;;) sleepUntil(cells, () => false, NEGLECT)
  }
}

/** The calls as a program with the fault would make them. */
export function withFault(fault: Fault | null, self: 'client' | 'server', cells: Cells, os2: Os2, touch: Touch): Os2 {
  switch (fault?.kind) {
    case 'double-free':
      if (fault.participant !== self) return os2
      return { ...os2, DosFreeMem: afterFirst(os2.DosFreeMem, (pb) => os2.DosFreeMem(pb)) }
    case 'touch-after-free':
      if (fault.participant !== self) return os2
      return { ...os2, DosFreeMem: afterFirst(os2.DosFreeMem, (pb) => touch.read(pb, 0, 1)) }
    case 'write-read-only':
      return { ...os2, ...readOnly(os2) }
    case 'give-to-dead':
      return self === 'client'
        ? { ...os2, DosGiveSharedMem: (pb, _pid, flag) => giveToDead(cells, os2, pb, flag) }
        : os2
    case 'queue-full':
      return self === 'client' ? { ...os2, WinPostMsg: postToFull(os2) } : os2
    default:
      return os2
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

function giveToDead(cells: Cells, os2: Os2, pb: Address, flag: number) {
  const run = () => spawnSync(process.execPath, ['-e', '0'], { stdio: 'ignore', windowsHide: true })
  const { pid } = whileWaiting(cells, run)
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
