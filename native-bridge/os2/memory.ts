/** OS/2's shared memory calls. Signatures, flags and return codes: Control Program Programming Reference. */
import type { Access, Failure, HeldName, Mapping, Native } from '../native.ts'
import type { CallEnd, Tracer, UsageEvent } from '../trace.ts'
import { type Address, hexadecimal, now, type ProcessId } from '../units.ts'
import { isBase, LARGEST_OBJECT, PAGE, roundToPages, slotsFor } from './arena.ts'
import {
  ERROR_ACCESS_DENIED,
  ERROR_FILE_NOT_FOUND,
  ERROR_INVALID_ADDRESS,
  ERROR_INVALID_NAME,
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
import { objectName } from './names.ts'
import type { Out } from './out.ts'

export interface MemoryCalls {
  /**
   * Creates an object of `cb` bytes (rounded up to 4 KB pages) and maps it here; `ppb` receives its address.
   * With a name, `\\SHAREMEM\\...`, it is got by that name, and may be neither giveable nor gettable; without one it
   * must be either. Returns 0, 8, 87, 123 or 183.
   */
  DosAllocSharedMem(ppb: Out<Address>, name: string | null, cb: number, flag: number): number
  /**
   * Takes access to a named object; `ppb` receives its address. A process may get it again, and then has to free it
   * as often. Returns 0, 2, 5, 8, 87, 123 or 487.
   */
  DosGetNamedSharedMem(ppb: Out<Address>, name: string, flag: number): number
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

function validAllocation(cb: number, flag: number, named: boolean) {
  const shared = (flag & (OBJ_GETTABLE | OBJ_GIVEABLE)) !== 0
  return cb > 0 && (flag & fPERM_ACCESS) !== 0 && shared !== named && (flag & ~fALLOCSHR) === 0
}

export function createMemoryCalls(native: Native, tracer: Tracer, held: HeldObjects): MemoryCalls {
  const { sections, names, processes } = native

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

  function allocate(ppb: Out<Address>, wanted: string | null, cb: number, flag: number): CallEnd<number> {
    const known = wanted === null ? null : objectName(wanted)
    if (wanted !== null && known === null) return end(ERROR_INVALID_NAME)
    if (!validAllocation(cb, flag, known !== null)) return end(ERROR_INVALID_PARAMETER)
    if (cb > LARGEST_OBJECT) return end(ERROR_NOT_ENOUGH_MEMORY)
    const size = roundToPages(cb)
    const mapping = createInFreeSlot(size)
    if (!mapping) return end(ERROR_NOT_ENOUGH_MEMORY)
    if ('ok' in mapping) return end(errorOf(mapping))
    writeArenaRecord(sections, mapping, flag)
    // Last, so that whoever finds the name finds the object as well.
    const name = known === null ? null : names.create(known, mapping.address)
    if (name && !name.ok) {
      sections.close(mapping)
      return end(errorOf(name))
    }
    const object = { base: mapping.address, size, flags: flag, mapping, uses: 1, ...(name && { name: name.value }) }
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
    const object = { base: pb, ...record, mapping: opened.value, uses: 1 }
    held.add(object)
    used('got', object)
    return end(NO_ERROR, pb)
  }

  function getNamed(ppb: Out<Address>, wanted: string, flag: number): CallEnd<number> {
    const known = objectName(wanted)
    if (known === null) return end(ERROR_INVALID_NAME)
    if (!validAccess(flag)) return end(ERROR_INVALID_PARAMETER)
    const name = names.open(known)
    if (!name.ok) return end(name.reason === 'not-found' ? ERROR_FILE_NOT_FOUND : errorOf(name))
    const code = useNamed(name.value, flag)
    if (code !== NO_ERROR) return end(code, name.value.at)
    ppb.value = name.value.at
    return { ...end(NO_ERROR, ppb.value), out: { ppb: hexadecimal(ppb.value) } }
  }

  /** Holds the name for as long as the object, or lets go of it at once. */
  function useNamed(name: HeldName, flag: number): number {
    const own = held.find(name.at)
    const code = own ? useAgain(own, flag) : openNamed(name, flag)
    if (own || code !== NO_ERROR) names.close(name)
    return code
  }

  function useAgain(object: HeldObject, flag: number): number {
    if (!within(flag, object)) return ERROR_ACCESS_DENIED
    object.uses += 1
    used('got', object)
    return NO_ERROR
  }

  function openNamed(name: HeldName, flag: number): number {
    // What stands in another process's memory is no address of ours before it was checked.
    if (!isBase(name.at)) return ERROR_INVALID_ADDRESS
    const opened = sections.open(name.at, accessOf(flag))
    if (!opened.ok) return opened.reason === 'not-found' ? ERROR_FILE_NOT_FOUND : errorOf(opened)
    const record = readArenaRecord(sections, opened.value)
    if (!record || !within(flag, record)) {
      sections.close(opened.value)
      return record ? ERROR_ACCESS_DENIED : ERROR_INVALID_ADDRESS
    }
    const object = { base: name.at, ...record, mapping: opened.value, uses: 1, name }
    held.add(object)
    used('got', object)
    return NO_ERROR
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
    object.uses -= 1
    if (object.uses > 0) return end(NO_ERROR, pb)
    // Its time is that before the close: at once after it, somebody else may be handed the address.
    const t = now()
    const closed = sections.close(object.mapping)
    if (!closed.ok) return end(errorOf(closed), pb)
    if (object.name) names.close(object.name)
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
        allocate(ppb, name, cb, flag),
      ),
    DosGiveSharedMem: (pb, pid, flag) =>
      call('DosGiveSharedMem', { pb: hexadecimal(pb), pid, flag: flagNames(flag) }, () => give(pb, pid, flag), true),
    DosGetNamedSharedMem: (ppb, name, flag) =>
      call('DosGetNamedSharedMem', { ppb: null, pszName: name, flag: flagNames(flag) }, () =>
        getNamed(ppb, name, flag),
      ),
    DosGetSharedMem: (pb, flag) =>
      call('DosGetSharedMem', { pb: hexadecimal(pb), flag: flagNames(flag) }, () => get(pb, flag)),
    DosQueryMem: (pb, pcb, pflag) =>
      call('DosQueryMem', { pb: hexadecimal(pb), pcb: pcb.value }, () => query(pb, pcb, pflag)),
    DosFreeMem: (pb) => call('DosFreeMem', { pb: hexadecimal(pb) }, () => free(pb)),
  }
}
