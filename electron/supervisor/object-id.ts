import type { Evidence } from '../../native-bridge/kernel-values.ts'
import type { Native } from '../../native-bridge/native.ts'
import { address } from '../../native-bridge/units.ts'

/** Whose object it is: one of OS/2 goes by its address, one of Win32 by its name. */
export const isAddress = (object: string): boolean => object.startsWith('0x')

/** How often the kernel says that the object is used now, in its own measure. */
export const evidenceOf = (object: string, { sections, objects }: Pick<Native, 'sections' | 'objects'>): Evidence =>
  isAddress(object) ? sections.probe(address(Number(object))) : objects.probe(object)
