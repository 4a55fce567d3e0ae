/** What the kernel says of a section to somebody who does not use it. */
import type { KernelObjects } from '../kernel-objects.ts'
import type { Evidence } from '../kernel-values.ts'
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
  if (evidence?.name !== 'HandleCount') return evidence ?? { name: 'HandleCount', value: 0 }
  // Without the one that was opened to look.
  return { name: 'HandleCount', value: Math.max(0, evidence.value - 1) }
}
