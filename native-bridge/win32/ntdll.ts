/** ntdll's calls: koffi declarations and nothing else. They return an NTSTATUS. */
import { koffi } from '../koffi.ts'

const declare = () => {
  const ntdll = koffi().load('ntdll.dll')
  return {
    NtQueryObject: ntdll.func('NtQueryObject', 'uint32_t', ['intptr_t', 'int', 'void *', 'uint32_t', 'void *']),
    NtSetEvent: ntdll.func('uint32_t NtSetEvent(intptr_t event, void *previousState)'),
    NtResetEvent: ntdll.func('uint32_t NtResetEvent(intptr_t event, void *previousState)'),
    NtQueryEvent: ntdll.func('NtQueryEvent', 'uint32_t', ['intptr_t', 'int', 'void *', 'uint32_t', 'void *']),
    RtlNtStatusToDosError: ntdll.func('uint32_t RtlNtStatusToDosError(uint32_t status)'),
  }
}

let declared: ReturnType<typeof declare> | null = null

/** Declared at the first use in each thread. */
export function ntdll() {
  declared ??= declare()
  return declared
}
export type Ntdll = ReturnType<typeof ntdll>

/** Wine's own export. Declared apart from the others: Microsoft's ntdll has no such function. */
export const wineVersion = (): string => koffi().load('ntdll.dll').func('str wine_get_version()')()

/** EVENT_BASIC_INFORMATION, in bytes. */
export const EVENT_INFORMATION = { kind: 0, size: 8, state: 4 } as const
export const OBJECT_BASIC_INFORMATION = { kind: 0, size: 56, handleCount: 8 } as const
