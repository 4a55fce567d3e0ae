/** What is told of who was held, and is: all that the pauses of a run can be known by. */
import { useMemo } from 'react'
import type { Telling } from '../model/pauses.ts'
import { type State, useStore } from '../store.ts'

/** Since when the one of those who are halted stands that has stood longest; undefined where nobody is. */
function standing({ state }: State): number | undefined {
  const halted = state?.participants.filter(({ phase }) => phase === 'halted') ?? []
  const since = halted.flatMap(({ call }) => call?.since ?? [])
  return since.length > 0 ? Math.min(...since) : undefined
}

export function useTelling(): Telling {
  const header = useStore((state) => state.header)
  const since = useStore(standing)
  return useMemo(() => ({ fault: header?.fault, tellsHeld: header?.tellsHeld, standing: since }), [header, since])
}
