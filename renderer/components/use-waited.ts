/** How long waits have lasted, as time goes on: the host tells it with each state, and not with each moment between. */
import { useEffect, useState } from 'react'
import type { ParticipantState } from '../../electron/contract/service.ts'
import { isBehind } from '../host.ts'
import { useStore } from '../store.ts'

/** How often that is looked at, in milliseconds. */
const TICK = 100

type PendingCall = NonNullable<ParticipantState['call']>

/** In milliseconds by the run's clock; null where nothing tells. */
export function useWaited(): (call: PendingCall) => number | null {
  const state = useStore((all) => all.state)
  const goesOn = state?.live === true && !state.held && state.participants.some(({ phase }) => phase === 'blocked')
  const toldAt = useStore((all) => all.toldAt)
  const [now, setNow] = useState(toldAt)
  useEffect(() => {
    if (!goesOn) return
    const timer = setInterval(() => {
      if (!isBehind()) setNow(performance.now())
    }, TICK)
    return () => clearInterval(timer)
  }, [goesOn])
  const since = goesOn ? Math.max(0, now - toldAt) : 0
  return ({ waited }) => (waited === undefined ? null : waited + since)
}
