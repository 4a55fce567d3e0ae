/**
 * Who uses a section, for the trace: a process does from its first handle or view of it to its last. Only sections with a
 * name are told: nobody else can look at one without.
 */
import type { Handle, KernelObjects } from '../kernel-objects.ts'
import type { Evidence } from '../kernel-values.ts'
import type { Tracer, UsageEvent } from '../trace.ts'
import { now, type ProcessId } from '../units.ts'
import { FILE_MAP_READ } from '../winnt.ts'

/** How many handles all processes have of the section with this name; 0 where there is none. */
export function probeSection(
  objects: Pick<KernelObjects, 'openSection' | 'evidence' | 'close'>,
  name: string,
): Evidence {
  const opened = objects.openSection(FILE_MAP_READ, false, name)
  if (!opened.ok) return { name: 'HandleCount', value: 0 }
  const evidence = objects.evidence(opened.value)
  objects.close(opened.value)
  // Without the one that was opened to look.
  return { name: evidence?.name ?? 'HandleCount', value: Math.max(0, (evidence?.value ?? 1) - 1) }
}

export interface Uses {
  /** A handle of a section that was created (`existed` false) or opened. */
  begun(name: string | null, handle: Handle, existed: boolean): void
  /** One more handle or view. */
  more(name: string | undefined): void
  /** One handle or view less. */
  less(name: string | undefined): void
}

export function createUses(objects: KernelObjects, tracer: Tracer, self: ProcessId): Uses {
  const counts = new Map<string, number>()

  function tell(object: string, change: UsageEvent['change'], kernel: Evidence) {
    tracer.record({ kind: 'usage', t: now(), object, change, holder: self, kernel })
  }
  return {
    begun(name, handle, existed) {
      if (name === null) return
      const count = counts.get(name) ?? 0
      counts.set(name, count + 1)
      const kernel = objects.evidence(handle)
      if (count === 0 && kernel) tell(name, existed ? 'got' : 'allocated', kernel)
    },
    more(name) {
      const count = name === undefined ? undefined : counts.get(name)
      if (name !== undefined && count !== undefined) counts.set(name, count + 1)
    },
    less(name) {
      const count = name === undefined ? undefined : counts.get(name)
      if (name === undefined || count === undefined) return
      if (count > 1) return void counts.set(name, count - 1)
      counts.delete(name)
      tell(name, 'freed', probeSection(objects, name))
    },
  }
}
