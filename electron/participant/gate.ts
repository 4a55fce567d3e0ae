/** The halt before every call and every touch of shared memory, in the participant thread. */
import type { Gate, PendingCall, Position } from '../../native-bridge/trace.ts'
import { type Nanoseconds, now } from '../../native-bridge/units.ts'
import type { ParticipantReport } from '../contract/participant.ts'
import { type Cells, GATED, OPENED, PROGRESS, RELEASED, STOPPING, sleepUntil, whileWaiting } from './cells.ts'

/** Leaves the scenario's program because the run ends. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
  constructor() {
    super('the run was stopped')
  }
}

export interface ParticipantGate extends Required<Gate> {
  /** From now on nothing halts any more: the process is ending. */
  open(): void
}

type ToldCall = Extract<ParticipantReport, { type: 'halted' }>['call']

/** Field by field, without spreading: there are thousands, and their program waits for each. */
function toldOf({ api, name, args, uses, waits, timeout }: PendingCall): ToldCall {
  const told: ToldCall = { api, name, args }
  if (uses !== undefined) told.uses = [...uses]
  if (waits !== undefined) told.waits = [...waits]
  if (timeout !== undefined) told.timeout = timeout
  return told
}

const mayWait = ({ waits, timeout }: PendingCall) => waits !== undefined && timeout !== 0

export function createGate(
  cells: Cells,
  report: (report: ParticipantReport, awaitsAnswer?: boolean) => void,
): ParticipantGate {
  let used = 0
  let opened = false
  let heldSince: Nanoseconds | undefined

  const stopping = () => Atomics.load(cells, STOPPING) === 1
  const gated = () => Atomics.load(cells, GATED) === 1
  const released = () => Atomics.load(cells, RELEASED) > used

  const openedSoFar = () => Atomics.load(cells, OPENED)

  function halt(call: PendingCall, position: Position | null) {
    const before = openedSoFar()
    const since = now()
    report({ type: 'halted', t: since, call: toldOf(call), position })
    whileWaiting(cells, () =>
      sleepUntil(cells, () => released() || !gated() || openedSoFar() !== before || stopping()),
    )
    if (released()) used += 1
    heldSince = since
  }

  return {
    before(call, position) {
      Atomics.add(cells, PROGRESS, 1)
      heldSince = undefined
      if (opened) return
      if (gated()) halt(call, position)
      if (stopping()) throw new Stopped()
      if (mayWait(call)) {
        report({ type: 'blocked', t: now(), call: toldOf(call), position }, call.awaitsAnswer)
      }
    },
    open() {
      opened = true
    },
    heldSince: () => heldSince,
  }
}
