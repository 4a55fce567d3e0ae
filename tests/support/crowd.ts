/**
 * A recording of a run with any number of participants, as Win32 programs would make one: clients, and their server. It
 * goes by the name of a scenario that is known.
 */
import type { CallRecord, HeaderParticipant, TraceRecord } from '../../electron/contract/trace.ts'
import { writeRecording } from '../../electron/trace/recording.ts'

const OBJECT = 'ApplicationSpecificSharedMem'
const NO_ERROR = { code: 0, name: 'NO_ERROR', ok: true }

const participant = (id: string, program: string, pid: number): HeaderParticipant => ({
  ...{ id, role: program, program, pid },
  ...(program === 'server' ? ({ tone: 'green', side: 'right' } as const) : ({ tone: 'blue', side: 'left' } as const)),
})

/** Clients first, so that their keys are their numbers; one alone is the server. */
export function crowdOf(count: number): readonly HeaderParticipant[] {
  const clients = Array.from({ length: count - 1 }, (_, index) =>
    participant(`client-${index + 1}`, 'client', 101 + index),
  )
  return [...clients, participant('server', 'server', 100)]
}

/** The server makes the mapping; each client opens it, writes, prints, and closes it again in its turn. */
export function crowdRecording(count: number, scenario = 'request-reply'): string {
  const cast = crowdOf(count)
  const records: TraceRecord[] = []
  let t = 0
  const tick = () => {
    t += 100_000
    return t
  }
  const call = (id: string, name: string, args: CallRecord['args'], rest: Partial<CallRecord> = {}) => {
    const start = tick()
    const call = { kind: 'call', participant: id, api: 'winapi', name, args, result: NO_ERROR } as const
    records.push({ ...call, kernel: [], object: OBJECT, start, end: tick(), ...rest })
  }
  const holds = (...holders: string[]) =>
    records.push({
      ...{ kind: 'count', t: tick(), object: OBJECT, usage: holders.length, holders },
      kernel: { name: 'HandleCount', value: holders.length },
    })
  for (const { id, pid } of cast)
    records.push({ kind: 'process', t: tick(), participant: id, event: 'start', pid: pid ?? 0, code: null })

  const sizes = { dwMaximumSizeHigh: 0, dwMaximumSizeLow: 512 }
  holds('server')
  call('server', 'CreateFileMapping', { flProtect: 'PAGE_READWRITE', ...sizes, lpName: OBJECT }, { start: t - 1 })
  call('server', 'MapViewOfFile', { hFileMappingObject: '0x40', dwNumberOfBytesToMap: 0, returned: '0x60000000' })
  const clients = cast.filter(({ program }) => program === 'client').map(({ id }) => id)
  clients.forEach((id, index) => {
    const held = ['server', ...clients.slice(0, index + 1)]
    holds(...held)
    call(id, 'OpenFileMapping', { dwDesiredAccess: 'FILE_MAP_ALL_ACCESS', lpName: OBJECT }, { start: t - 1 })
    const failed = { code: 258, name: 'WAIT_TIMEOUT', ok: false }
    call(id, 'WaitForSingleObject', { hHandle: '0x44', dwMilliseconds: 2000 }, index === 2 ? { result: failed } : {})
    records.push({
      ...{ kind: 'data', t: tick(), participant: id, object: OBJECT, access: 'write', offset: 16 * index, length: 8 },
      ...{ bytes: btoa(id.padEnd(8)), text: id },
    })
    records.push({ kind: 'output', t: tick(), participant: id, text: `request of ${id}` })
  })
  clients.forEach((id, index) => {
    holds('server', ...clients.slice(index + 1))
    call(id, 'CloseHandle', { hObject: '0x40' }, { start: t - 1 })
  })
  records.push({ kind: 'output', t: tick(), participant: 'server', text: `served ${clients.length} clients` })
  holds()
  call('server', 'CloseHandle', { hObject: '0x40' }, { start: t - 1 })
  records.push({
    ...{ kind: 'outcome', t: tick(), ok: true, name: 'completed', text: 'Every client was answered.' },
    ...{ requests: [], foreign: 0 },
  })
  const platform = { os: 'linux', kernel: 'sysv', node: '20.0.0', arch: 'x64' } as const
  const header = { format: 'sharemem-trace', version: 1, scenario, settings: {}, platform } as const
  return writeRecording({ header: { ...header, participants: [...cast] }, records })
}
