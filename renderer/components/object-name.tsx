/** An object as a class knows it: by its name, and its address beside it. */
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { calledIn, calledOf } from '../model/object-names.ts'
import { objectNamed, type SharedObject } from '../model/objects.ts'
import { namesIn } from '../model/short-names.ts'
import { useStore } from '../store.ts'

/** `request`; null where it has no name but its own. */
export const useCalledOf = (object: SharedObject): string | null =>
  useStore(({ records, told, header }) =>
    calledOf(object, calledIn(told?.pattern, header?.settings ?? {}), namesIn(records).short()),
  )

/** `request 0x6FFF0000`. */
export function ObjectName({ object }: { object: SharedObject }) {
  const called = useCalledOf(object)
  return (
    <>
      {called !== null && called !== object.name && <b>{called}</b>} <span className="mono">{object.name}</span>
    </>
  )
}

/** What an object is called that has an address and no name of its own, at a place in the trace; null where nothing tells. */
export type Called = (address: string, index: number) => string | null

const none = new Map<string, string>()

export function useCalled(): Called {
  const records: readonly TraceRecord[] = useStore((state) => state.records)
  const pattern = useStore(({ told }) => told?.pattern)
  const settings = useStore(({ header }) => header?.settings)
  const called = calledIn(pattern, settings ?? {})
  return (address, index) => {
    const object = called.length > 0 ? objectNamed(records, address, index) : undefined
    return object ? calledOf(object, called, none) : null
  }
}
