/** OS/2's shared memory calls. Signatures, flags and return codes: Control Program Programming Reference. */
import type { Access, Failure, Mapping, Native } from '../native.ts'
import type { CallEnd, Tracer, UsageEvent } from '../trace.ts'
import { type Address, hexadecimal, now, type ProcessId } from '../units.ts'
import { isBase, LARGEST_OBJECT, PAGE, roundToPages, slotsFor } from './arena.ts'
import {
  ERROR_ACCESS_DENIED,
  ERROR_INVALID_ADDRESS,
  ERROR_INVALID_PARAMETER,
  ERROR_NOT_ENOUGH_MEMORY,
  errorName,
  errorOf,
  NO_ERROR,
} from './errors.ts'
import {
  fALLOCSHR,
  flagNames,
  fPERM,
  fPERM_ACCESS,
  OBJ_GETTABLE,
  OBJ_GIVEABLE,
  PAG_BASE,
  PAG_COMMIT,
  PAG_READ,
  PAG_SHARED,
  PAG_WRITE,
} from './flags.ts'
import { type HeldObject, type HeldObjects, readArenaRecord, writeArenaRecord } from './held.ts'
import type { Out } from './out.ts'

export interface MemoryCalls {
  /**
   * Creates an object of `cb` bytes (rounded up to 4 KB pages) and maps it here; `ppb` receives its address.
   * Returns 0, 8 or 87. `name` must be null: named objects are not offered yet.
   */
  DosAllocSharedMem(ppb: Out<Address>, name: null, cb: number, flag: number): number
  /** Maps the object into the process `pid` before it returns. Returns 0, 5, 8, 87, 303 or 487. */
  DosGiveSharedMem(pb: Address, pid: ProcessId, flag: number): number
  /** Takes access to an unnamed object by its address. Returns 0, 5, 8, 87 or 487. */
  DosGetSharedMem(pb: Address, flag: number): number
  /**
   * Tells about the pages from the one that holds `pb` on, as far as they are alike: `pcb` receives how many bytes
   * they have, at most what it held, and `pflag` their access and state. Returns 0, 87, or 487 for free addresses
   * (on OS/2 only low ones were observed to: above 512 MB it said PAG_FREE).
   */
  DosQueryMem(pb: Address, pcb: Out<number>, pflag: Out<number>): number
  /** Drops this process's use of the object; the last one destroys it. Returns 0 or 487. */
  DosFreeMem(pb: Address): number
}

const accessOf = (flag: number): Access => (flag & PAG_WRITE ? 'read-write' : 'read')
const validAccess = (flag: number) => (flag & fPERM_ACCESS) !== 0 && (flag & ~fPERM) === 0
/** Whether `flag` asks for no more than the object was created with. */
const within = (flag: number, object: { flags: number }) => (flag & PAG_WRITE & ~object.flags) === 0

function validAllocation(cb: number, flag: number) {
  const sharing = flag & (OBJ_GETTABLE | OBJ_GIVEABLE)
  return cb > 0 && (flag & fPERM_ACCESS) !== 0 && sharing !== 0 && (flag & ~fALLOCSHR) === 0
}

export function createMemoryCalls(native: Native, tracer: Tracer, held: HeldObjects): MemoryCalls {
  const { sections, processes } = native

  const end = (code: number, base?: number): CallEnd<number> => ({
    value: code,
    code,
    name: errorName(code),
    ...(base !== undefined && isBase(base) ? { object: hexadecimal(base) } : {}),
  })

  function used(change: UsageEvent['change'], object: HeldObject, holder = processes.self) {
    const kernel = sections.count(object.mapping)
    tracer.record({ kind: 'usage', t: now(), object: hexadecimal(object.base), change, holder, kernel })
  }

  /** The highest free slot with room for it. Another process may take a slot between two looks; creation is what decides. */
  function createInFreeSlot(size: number): Mapping | Failure | null {
    for (const slot of slotsFor(size)) {
      if (held.find(slot)) continue
      const created = sections.create(slot, size + PAGE)
      if (created.ok) return created.value
      if (created.reason !== 'exists' && created.reason !== 'address-taken') return created
    }
    return null
  }

  function allocate(ppb: Out<Address>, cb: number, flag: number): CallEnd<number> {
    if (!validAllocation(cb, flag)) return end(ERROR_INVALID_PARAMETER)
    if (cb > LARGEST_OBJECT) return end(ERROR_NOT_ENOUGH_MEMORY)
    const size = roundToPages(cb)
    const mapping = createInFreeSlot(size)
    if (!mapping) return end(ERROR_NOT_ENOUGH_MEMORY)
    if ('ok' in mapping) return end(errorOf(mapping))
    writeArenaRecord(sections, mapping, flag)
    const object = { base: mapping.address, size, flags: flag, mapping }
    held.add(object)
    used('allocated', object)
    ppb.value = object.base
    return { ...end(NO_ERROR, object.base), out: { ppb: hexadecimal(object.base) } }
  }

  function give(pb: Address, pid: ProcessId, flag: number): CallEnd<number> {
    const object = held.find(pb)
    if (!object) return end(ERROR_INVALID_ADDRESS, pb)
    if (!validAccess(flag)) return end(ERROR_INVALID_PARAMETER, pb)
    if (!(object.flags & OBJ_GIVEABLE)) return end(ERROR_ACCESS_DENIED, pb)
    // Which code OS/2 gave for asking too much, 5 or 87, is not documented.
    if (!within(flag, object)) return end(ERROR_ACCESS_DENIED, pb)
    const given = sections.give(object.mapping, pid, accessOf(flag))
    if (!given.ok) return end(errorOf(given), pb)
    used('given', object, pid)
    return end(NO_ERROR, pb)
  }

  function get(pb: Address, flag: number): CallEnd<number> {
    if (!isBase(pb)) return end(ERROR_INVALID_ADDRESS, pb)
    if (!validAccess(flag)) return end(ERROR_INVALID_PARAMETER, pb)
    const own = held.find(pb)
    if (own) return getHeld(own, flag)
    const opened = sections.open(pb, accessOf(flag))
    if (!opened.ok) return end(errorOf(opened), pb)
    const record = readArenaRecord(sections, opened.value)
    const code = refusal(record, flag)
    if (code !== NO_ERROR || !record) {
      sections.close(opened.value)
      return end(code, pb)
    }
    const object = { base: pb, ...record, mapping: opened.value }
    held.add(object)
    used('got', object)
    return end(NO_ERROR, pb)
  }

  /** A Get of what was given already succeeds and changes nothing: a process holds an object once. */
  function getHeld(object: HeldObject, flag: number): CallEnd<number> {
    if (!(object.flags & OBJ_GETTABLE) || !within(flag, object)) return end(ERROR_ACCESS_DENIED, object.base)
    used('got', object)
    return end(NO_ERROR, object.base)
  }

  function refusal(record: { flags: number } | null, flag: number): number {
    if (!record) return ERROR_INVALID_ADDRESS
    return record.flags & OBJ_GETTABLE && within(flag, record) ? NO_ERROR : ERROR_ACCESS_DENIED
  }

  function query(pb: Address, pcb: Out<number>, pflag: Out<number>): CallEnd<number> {
    if (pcb.value <= 0) return end(ERROR_INVALID_PARAMETER)
    const object = held.all().find(({ base, size }) => pb >= base && pb < base + size)
    if (!object) return end(ERROR_INVALID_ADDRESS, pb)
    const page = pb - (pb % PAGE)
    pcb.value = Math.min(roundToPages(pcb.value), object.base + object.size - page)
    const access = object.mapping.access === 'read' ? PAG_READ : object.flags & fPERM_ACCESS
    pflag.value = access | (object.flags & PAG_COMMIT) | PAG_SHARED | (page === object.base ? PAG_BASE : 0)
    return { ...end(NO_ERROR, object.base), out: { pcb: pcb.value, pflag: flagNames(pflag.value) } }
  }

  function free(pb: Address): CallEnd<number> {
    const object = held.find(pb)
    if (!object) return end(ERROR_INVALID_ADDRESS, pb)
    // Its time is that before the close: at once after it, somebody else may be handed the address.
    const t = now()
    const closed = sections.close(object.mapping)
    if (!closed.ok) return end(errorOf(closed), pb)
    held.remove(pb)
    tracer.record({
      kind: 'usage',
      t,
      object: hexadecimal(pb),
      change: 'freed',
      holder: processes.self,
      kernel: closed.value,
    })
    return end(NO_ERROR, pb)
  }

  const call = (
    name: string,
    args: Record<string, string | number | null>,
    body: () => CallEnd<number>,
    blocking = false,
  ) => tracer.call({ api: 'os2', name, args, blocking }, body)

  return {
    DosAllocSharedMem: (ppb, name, cb, flag) =>
      call('DosAllocSharedMem', { ppb: null, pszName: name, cb, flag: flagNames(flag) }, () =>
        allocate(ppb, cb, flag),
      ),
    DosGiveSharedMem: (pb, pid, flag) =>
      call('DosGiveSharedMem', { pb: hexadecimal(pb), pid, flag: flagNames(flag) }, () => give(pb, pid, flag), true),
    DosGetSharedMem: (pb, flag) =>
      call('DosGetSharedMem', { pb: hexadecimal(pb), flag: flagNames(flag) }, () => get(pb, flag)),
    DosQueryMem: (pb, pcb, pflag) =>
      call('DosQueryMem', { pb: hexadecimal(pb), pcb: pcb.value }, () => query(pb, pcb, pflag)),
    DosFreeMem: (pb) => call('DosFreeMem', { pb: hexadecimal(pb) }, () => free(pb)),
  }
}
