/** OS/2's shared memory calls. Signatures, flags and return codes: Control Program Programming Reference. */
import type { Access, Evidence, Failure, HeldName, Mapping, Native, Result } from '../native.ts'
import type { Out } from '../out.ts'
import { sleep } from '../sleep.ts'
import type { CallEnd, Tracer, UsageEvent } from '../trace.ts'
import { type Address, hexadecimal, now, type ProcessId } from '../units.ts'
import { agentObject, usesName, usesOf } from '../uses.ts'
import { isBase, LARGEST_OBJECT, slotsFor } from './arena.ts'
import { type ArenaRecord, readArenaRecord, recordSize, writeArenaRecord } from './arena-record.ts'
import { type Caller, type Ending, endOf } from './caller.ts'
import {
  ERROR_ACCESS_DENIED,
  ERROR_FILE_NOT_FOUND,
  ERROR_INVALID_ADDRESS,
  ERROR_INVALID_NAME,
  ERROR_INVALID_PARAMETER,
  ERROR_NOT_ENOUGH_MEMORY,
  errorOf,
  NO_ERROR,
} from './errors.ts'
import { fALLOCSHR, flagNames, fPERM, fPERM_ACCESS, OBJ_GETTABLE, OBJ_GIVEABLE, PAG_WRITE } from './flags.ts'
import { type HeldObject, type HeldObjects, heldObject } from './held.ts'
import { objectName } from './names.ts'
import { ARENA, finding, leaving, making } from './needs.ts'
import { roundToPages } from './page.ts'

/** How long a Get waits for a gift that is mapped here already but not handed over yet, in milliseconds. */
const HANDING_OVER = 1000
/** Between two looks, at most. */
const LONGEST_PAUSE = 32

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
  /**
   * Takes access to an unnamed object by its address; of one that is held already, what is asked for in addition.
   * Returns 0, 5, 8, 87, 95 or 487.
   */
  DosGetSharedMem(pb: Address, flag: number): number
  /** Drops this process's use of the object; the last one destroys it. Returns 0 or 487. */
  DosFreeMem(pb: Address): number
}

/** How often a full arena is looked at again, and after how many milliseconds each time. */
const ATTEMPTS = 10
const PAUSE = 20

const accessOf = (flag: number): Access => (flag & PAG_WRITE ? 'read-write' : 'read')
const validAccess = (flag: number) => (flag & fPERM_ACCESS) !== 0 && (flag & ~fPERM) === 0
/** Whether `flag` asks for no more than the object was created with. */
const within = (flag: number, object: { flags: number }) => (flag & PAG_WRITE & ~object.flags) === 0

/** Why an object may not be used so, as far as the manuals tell; null when it may. */
function refusal(object: { flags: number }, flag: number, needed = 0): Pick<Ending, 'undocumented'> | null {
  if ((object.flags & needed) !== needed) return {}
  return within(flag, object) ? null : { undocumented: 'whether more access than it was created with gives 5 or 87' }
}

function validAllocation(cb: number, flag: number, named: boolean) {
  const shared = (flag & (OBJ_GETTABLE | OBJ_GIVEABLE)) !== 0
  return (
    Number.isSafeInteger(cb) && cb > 0 && (flag & fPERM_ACCESS) !== 0 && shared !== named && (flag & ~fALLOCSHR) === 0
  )
}

export function createMemoryCalls(
  native: Native,
  tracer: Tracer,
  caller: Caller,
  held: HeldObjects,
): MemoryCalls & { release(): void } {
  const { exclusive, sections, names, processes } = native
  let ending = false

  /**
   * A named object is two things in the kernel, its memory and its name. Nobody sees it half freed: its address might be
   * that of another object by then.
   */
  function whole<T>(body: () => T): T | CallEnd<number> {
    const result = exclusive(() => ({ ok: true, value: body() }))
    return result.ok ? result.value : endOf(errorOf(result))
  }

  function used(change: UsageEvent['change'], object: HeldObject, holder = processes.self) {
    const kernel = sections.count(object.mapping)
    tracer.record({ kind: 'usage', t: now(), object: hexadecimal(object.base), change, holder, kernel })
  }

  /** The highest free slot with room for it. Another process may take a slot between two looks; creation is what decides. */
  function createInFreeSlot(size: number): Mapping | Failure | null {
    for (const slot of slotsFor(size)) {
      if (held.find(slot)) continue
      const created = sections.create(slot, size + recordSize(size))
      if (created.ok) return created.value
      if (created.reason !== 'exists' && created.reason !== 'address-taken') return created
    }
    return null
  }

  /**
   * `attempt` is null where the arena is full. OS/2 had far more room: a process that has just been told of the end of
   * the last request may be about to free what lies in the last slot.
   */
  function inTime(attempt: () => CallEnd<number> | null): CallEnd<number> {
    let ended = attempt()
    for (let again = 1; !ended && again <= ATTEMPTS; again += 1) {
      sleep(PAUSE)
      ended = attempt()
    }
    return ended ?? endOf(ERROR_NOT_ENOUGH_MEMORY)
  }

  /** Null where no slot is free that has room for it. */
  function allocate(ppb: Out<Address>, wanted: string | null, cb: number, flag: number): CallEnd<number> | null {
    const known = wanted === null ? null : objectName(wanted)
    if (wanted !== null && known === null) return endOf(ERROR_INVALID_NAME)
    if (!validAllocation(cb, flag, known !== null)) return endOf(ERROR_INVALID_PARAMETER)
    if (cb > LARGEST_OBJECT) return endOf(ERROR_NOT_ENOUGH_MEMORY)
    const size = roundToPages(cb)
    const mapping = createInFreeSlot(size)
    if (!mapping) return null
    if ('ok' in mapping) return endOf(errorOf(mapping))
    const record = { size, flags: flag }
    writeArenaRecord(sections, mapping, record)
    // Last, so that whoever finds the name finds the object as well.
    const name = known === null ? null : names.create(known, mapping.address)
    if (name && !name.ok) {
      sections.close(mapping)
      return endOf(errorOf(name))
    }
    const object = heldObject(sections, mapping, record, flag, name?.value)
    held.add(object)
    used('allocated', object)
    ppb.value = object.base
    return endOf(NO_ERROR, { object: object.base, out: { ppb: hexadecimal(object.base) } })
  }

  function give(pb: Address, pid: ProcessId, flag: number): CallEnd<number> {
    const object = held.find(pb)
    if (!object) return endOf(ERROR_INVALID_ADDRESS, { object: pb })
    if (!validAccess(flag)) return endOf(ERROR_INVALID_PARAMETER, { object: pb })
    const refused = refusal(object, flag, OBJ_GIVEABLE)
    if (refused) return endOf(ERROR_ACCESS_DENIED, { object: pb, ...refused })
    const granted = pid === processes.self ? held.grant(object, flag) : null
    const given = granted ?? sections.give(object.mapping, pid, accessOf(flag), flag)
    if (!given.ok) return endOf(errorOf(given), { object: pb })
    used('given', object, pid)
    return endOf(NO_ERROR, { object: pb })
  }

  function get(pb: Address, flag: number): CallEnd<number> {
    if (!isBase(pb)) return endOf(ERROR_INVALID_ADDRESS)
    if (!validAccess(flag)) return endOf(ERROR_INVALID_PARAMETER, { object: pb })
    const own = held.find(pb)
    return own ? getHeld(own, flag) : use(pb, flag, OBJ_GETTABLE)
  }

  /** A Get of what was given already succeeds, and may grant more: a process holds an object once. */
  function getHeld(object: HeldObject, flag: number): CallEnd<number> {
    const refused = refusal(object, flag, OBJ_GETTABLE)
    if (refused) return endOf(ERROR_ACCESS_DENIED, { object: object.base, ...refused })
    const failed = held.grant(object, flag)
    if (failed) return endOf(errorOf(failed), { object: object.base })
    used('got', object)
    return endOf(NO_ERROR, {
      object: object.base,
      undocumented: 'whether a Get of what a process has been given counts',
    })
  }

  function getNamed(ppb: Out<Address>, wanted: string, flag: number): CallEnd<number> {
    const known = objectName(wanted)
    if (known === null) return endOf(ERROR_INVALID_NAME)
    if (!validAccess(flag)) return endOf(ERROR_INVALID_PARAMETER)
    const name = names.open(known)
    if (!name.ok) return endOf(name.reason === 'not-found' ? ERROR_FILE_NOT_FOUND : errorOf(name))
    const base = name.value.at
    const own = held.find(base)
    const used = own ? useAgain(own, flag) : useNamed(name.value, flag)
    // A process holds a name once, with its object.
    if (own || used.code !== NO_ERROR) names.close(name.value)
    if (used.code !== NO_ERROR) return used
    ppb.value = base
    return { ...used, out: { ppb: hexadecimal(base) } }
  }

  function useAgain(object: HeldObject, flag: number): CallEnd<number> {
    const refused = refusal(object, flag)
    if (refused) return endOf(ERROR_ACCESS_DENIED, { object: object.base, ...refused })
    const failed = held.grant(object, flag)
    if (failed) return endOf(errorOf(failed), { object: object.base })
    object.uses += 1
    used('got', object)
    return endOf(NO_ERROR, { object: object.base })
  }

  function useNamed(name: HeldName, flag: number): CallEnd<number> {
    // What stands in another process's memory is no address of ours before it was checked.
    if (!isBase(name.at)) return endOf(ERROR_INVALID_ADDRESS)
    const got = use(name.at, flag, 0, name)
    return got.code === ERROR_INVALID_ADDRESS ? endOf(ERROR_FILE_NOT_FOUND, { object: name.at }) : got
  }

  /**
   * Maps an object that this process does not hold yet; it must have been created with the flags `needed`. It is looked
   * at before: while it was mapped here only to be refused, a Give would take this process for a holder.
   */
  function use(pb: Address, flag: number, needed: number, name?: HeldName): CallEnd<number> {
    const seen = sections.inspect(pb, (mapping) => readArenaRecord(sections, mapping))
    if (!seen.ok) return endOf(errorOf(seen), { object: pb })
    const refused = refusalOf(seen.value, pb, flag, needed)
    if (refused) return refused
    // A named object is never given, and who looks for it by its name has the lock.
    const opened = name ? sections.open(pb, accessOf(flag)) : openUnlessGiven(pb, accessOf(flag))
    if ('base' in opened) return getHeld(opened, flag)
    return opened.ok ? keep(opened.value, flag, needed, name) : endOf(errorOf(opened), { object: pb })
  }

  /** The end of a Get that the object's own record refuses; null when nothing speaks against it. */
  function refusalOf(record: ArenaRecord | null, pb: Address, flag: number, needed: number): CallEnd<number> | null {
    if (!record) return endOf(ERROR_INVALID_ADDRESS, { object: pb })
    const refused = refusal(record, flag, needed)
    return refused && endOf(ERROR_ACCESS_DENIED, { object: pb, ...refused })
  }

  /** The object as it is held once the memory agent, which was faster, has handed it over. */
  function openUnlessGiven(pb: Address, access: Access): Result<Mapping> | HeldObject {
    const late = now() + HANDING_OVER * 1e6
    for (let pause = 1; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      const opened = sections.open(pb, access)
      if (opened.ok || opened.reason !== 'held') return opened
      const given = held.find(pb)
      if (given) return given
      if (now() > late) return opened
      sleep(pause)
    }
  }

  /** Another object may have taken the place of the one that was looked at. */
  function keep(mapping: Mapping, flag: number, needed: number, name?: HeldName): CallEnd<number> {
    const pb = mapping.address
    const record = readArenaRecord(sections, mapping)
    const refused = refusalOf(record, pb, flag, needed)
    if (!record || refused) {
      sections.close(mapping)
      return refused ?? endOf(ERROR_INVALID_ADDRESS, { object: pb })
    }
    const object = heldObject(sections, mapping, record, flag, name)
    held.add(object)
    used('got', object)
    return endOf(NO_ERROR, { object: pb })
  }

  function closeNamed(mapping: Mapping, name: HeldName): Result<Evidence> {
    function close() {
      const closed = sections.close(mapping)
      if (closed.ok) names.close(name)
      return closed
    }
    const closed = exclusive(close)
    // Where nobody lets us in it is freed all the same.
    return closed.ok || closed.reason !== 'refused' ? closed : close()
  }

  function free(pb: Address): CallEnd<number> {
    const object = held.find(pb)
    if (!object) return endOf(ERROR_INVALID_ADDRESS, { object: pb })
    if (object.uses > 1) {
      object.uses -= 1
      return endOf(NO_ERROR, { object: pb })
    }
    // Its time is that before the close: at once after it, somebody else may be handed the address.
    const t = now()
    const closed = object.name ? closeNamed(object.mapping, object.name) : sections.close(object.mapping)
    if (!closed.ok) return endOf(errorOf(closed), { object: pb })
    held.remove(pb)
    tracer.record({
      kind: 'usage',
      t,
      object: hexadecimal(pb),
      change: ending ? 'left' : 'freed',
      holder: processes.self,
      kernel: closed.value,
    })
    return endOf(NO_ERROR, { object: pb })
  }

  const DosFreeMem = (pb: Address) =>
    caller('DosFreeMem', { pb: hexadecimal(pb) }, () => free(pb), leaving(ARENA, held.namesOf(pb)))

  return {
    DosAllocSharedMem: (ppb, name, cb, flag) =>
      caller(
        'DosAllocSharedMem',
        { ppb: null, pszName: name, cb, flag: flagNames(flag) },
        () =>
          inTime(() => (name === null ? allocate(ppb, name, cb, flag) : whole(() => allocate(ppb, name, cb, flag)))),
        making(ARENA, name === null ? null : objectName(name)),
      ),
    DosGiveSharedMem: (pb, pid, flag) =>
      caller('DosGiveSharedMem', { pb: hexadecimal(pb), pid, flag: flagNames(flag) }, () => give(pb, pid, flag), {
        uses: usesOf('write', [hexadecimal(pb)]),
        waits: [agentObject(pid)],
        timeout: null,
        awaitsAnswer: true,
      }),
    DosGetNamedSharedMem: (ppb, name, flag) =>
      caller(
        'DosGetNamedSharedMem',
        { ppb: null, pszName: name, flag: flagNames(flag) },
        () => whole(() => getNamed(ppb, name, flag)),
        usesName('read', objectName(name)),
      ),
    DosGetSharedMem: (pb, flag) =>
      caller(
        'DosGetSharedMem',
        { pb: hexadecimal(pb), flag: flagNames(flag) },
        () => get(pb, flag),
        finding(ARENA, hexadecimal(pb)),
      ),
    DosFreeMem,
    release() {
      ending = true
      for (const { base, uses } of held.all()) {
        for (let left = uses; left > 0; left -= 1) DosFreeMem(base)
      }
    },
  }
}
