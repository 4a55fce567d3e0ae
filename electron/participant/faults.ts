/** Provokes a fault in this participant: with real calls and a real end, at the moment that was asked for. */
import type { Fault } from '../contract/fault.ts'
import { type Cells, ROUSED, STOPPING, sleepUntil } from './cells.ts'
import { Stopped } from './gate.ts'
import { createRunClock } from './run-clock.ts'

/** Who lives in the host's process has been killed: its thread ends as its process would. */
export class Killed extends Error {
  override readonly name = 'Killed'
  constructor(readonly call: number) {
    super(`killed at its call number ${call}`)
  }
}

/** How long a process that has killed itself may still run, in milliseconds. */
const LAST_MOMENTS = 1500

/** Nothing happens in the meantime, but for the end of the run or the word that the person waits for it. */
export function hang(cells: Cells, milliseconds: number) {
  const stopping = () => Atomics.load(cells, STOPPING) === 1
  sleepUntil(cells, () => stopping() || Atomics.load(cells, ROUSED) === 1, milliseconds, createRunClock(cells))
  if (stopping()) throw new Stopped()
}

export interface Strike {
  /** Before each call: the moment that was asked for may have come. */
  (): void
  /** That it never came, as a sentence; null where it did, or nothing was asked for. */
  missed(): string | null
}

const countOf = (calls: number) => (calls === 1 ? '1 call' : `${calls} calls`)

/**
 * What happens before the calls of the participant `id`, which are counted from 1; `report` gets out what came before.
 */
export function createStrike(
  fault: Fault | null,
  { id, inHost }: { readonly id: string; readonly inHost: boolean },
  cells: Cells,
  report: () => void,
): Strike {
  const mine = fault && fault.kind !== 'own' && fault.participant === id ? fault : null
  let calls = 0

  function strike() {
    calls += 1
    if (mine?.call !== calls) return
    report()
    if (mine.kind === 'hang') return hang(cells, mine.milliseconds)
    if (inHost) throw new Killed(calls)
    process.kill(process.pid, 'SIGKILL')
    // Its end is a matter of microseconds, in which nothing more may be called.
    for (;;) sleepUntil(cells, () => false, LAST_MOMENTS)
  }
  const missed = () =>
    mine && calls < mine.call ? `The fault was never reached: its participant made ${countOf(calls)}.` : null
  return Object.assign(strike, { missed })
}
