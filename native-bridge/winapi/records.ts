/** What the trace is told of objects beside the calls: their lives, what becomes of them, and who uses memory. */
import { type Handle, handle, type KernelObjects, type Left } from '../kernel-objects.ts'
import type { Evidence } from '../native.ts'
import type { ObjectEvent, SyncEvent, Tracer } from '../trace.ts'
import { type Nanoseconds, now, type ProcessId } from '../units.ts'
import type { Identity } from './identities.ts'

const types: Partial<Record<Identity['kind'], ObjectEvent['type']>> = {
  mapping: 'memory',
  event: 'event',
  mutex: 'mutex',
  process: 'process',
}

export interface Records {
  /** A handle that was created, or is one of an object that existed. */
  opened(of: Handle, identity: Identity, existed: boolean): void
  /** A view, by which a process uses memory as by a handle. */
  mapped(object: string): void
  /** A handle that this process has closed, at a moment before that. */
  closed(t: Nanoseconds, identity: Identity, left: Left): void
  unmapped(t: Nanoseconds, object: string, left: Left): void
  sync(event: SyncEvent['event'], object: string, t?: Nanoseconds): void
  /** A mutex that was acquired, once again or for the first time. */
  acquired(object: string, wasAbandoned: boolean): void
  released(object: string, t: Nanoseconds): void
  /** Tells what the kernel says now of each section that this process uses, where it is something else than before. */
  look(): void
  /** What is still used, and is closed at the process's end. */
  left(): void
}

/** `quiet` asks the kernel without telling of it in the trace: it may be asked thousands of times in one call. */
export function createRecords(
  tracer: Tracer,
  objects: KernelObjects,
  self: ProcessId,
  quiet: Pick<KernelObjects, 'evidence'> = objects,
): Records {
  /** By how many handles and views this process uses each section, the latest handle, and what the kernel said last. */
  const uses = new Map<string, { count: number; of: Handle; evidence: Evidence }>()
  /** How often this process has acquired each mutex that it owns. */
  const depths = new Map<string, number>()

  const tell = (event: ObjectEvent['event'], type: ObjectEvent['type'], object: string, t = now()) =>
    tracer.record({ kind: 'object', t, object, type, event })
  const sync = (event: SyncEvent['event'], object: string, t = now()) =>
    tracer.record({ kind: 'sync', t, object, event })

  function use(of: Handle, object: string, change: 'allocated' | 'got') {
    const kernel = objects.evidence(of) ?? { name: 'HandleCount', value: 0 }
    const used = uses.get(object)
    uses.set(object, { count: (used?.count ?? 0) + 1, of, evidence: kernel })
    if (!used) tracer.record({ kind: 'usage', t: now(), object, change, holder: self, kernel })
  }

  function free(object: string, t: Nanoseconds, change: 'freed' | 'left', evidence: Evidence | null) {
    const used = uses.get(object)
    if (!used) return
    used.count -= 1
    used.evidence = evidence ?? used.evidence
    if (used.count > 0) return
    uses.delete(object)
    tracer.record({ kind: 'usage', t, object, change, holder: self, kernel: used.evidence })
  }

  return {
    sync,
    opened(of, { kind, object }, existed) {
      const type = types[kind]
      if (!type) return
      tell(existed ? 'opened' : 'created', type, object)
      if (kind === 'mapping') use(of, object, existed ? 'got' : 'allocated')
    },
    mapped(object) {
      const used = uses.get(object)
      if (used) used.count += 1
    },
    closed(t, { kind, object }, left) {
      const type = types[kind]
      if (!type) return
      tell('closed', type, object, t)
      if (kind === 'mapping') free(object, t, 'freed', left.evidence)
      // A view alone cannot be asked.
      const used = uses.get(object)
      if (kind === 'mapping' && used) used.of = handle(0)
      if (left.gone) tell('destroyed', type, object, t)
    },
    unmapped(t, object, left) {
      free(object, t, 'freed', left.evidence)
      if (left.gone) tell('destroyed', 'memory', object, t)
    },
    acquired(object, wasAbandoned) {
      if (wasAbandoned) sync('abandoned', object)
      const depth = depths.get(object) ?? 0
      depths.set(object, depth + 1)
      if (depth === 0) sync('acquired', object)
    },
    released(object, t) {
      const depth = depths.get(object) ?? 1
      if (depth > 1) depths.set(object, depth - 1)
      else {
        depths.delete(object)
        sync('released', object, t)
      }
    },
    look() {
      for (const [object, used] of uses) {
        const kernel = used.of === 0 ? null : quiet.evidence(used.of)
        if (!kernel || kernel.value === used.evidence.value) continue
        used.evidence = kernel
        tracer.record({ kind: 'usage', t: now(), object, change: 'seen', holder: self, kernel })
      }
    },
    left() {
      for (const object of depths.keys()) sync('abandoned', object)
      depths.clear()
      for (const [object, used] of uses) {
        used.count = 1
        free(object, now(), 'left', used.evidence)
      }
    },
  }
}
