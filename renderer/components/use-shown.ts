/** The objects that are shown at the event that is looked at: the same ones wherever they are. */
import { nextSteps, shownAt } from '../model/held.ts'
import type { SharedObject } from '../model/objects.ts'
import { castOfState, useStore } from '../store.ts'

export function useShown(at: number): SharedObject[] {
  const records = useStore((state) => state.records)
  const cursor = useStore((state) => state.cursor)
  const participants = useStore(({ state }) => state?.participants)
  const cast = useStore(castOfState)
  return shownAt({ records, cursor: at, cast }, nextSteps(records, cursor, participants ?? [])).objects
}
