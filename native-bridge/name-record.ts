/** What lies in the section that stands for a name. */
import { structure } from './structure.ts'

/** The longest name, in UTF-8 bytes: that of an OS/2 path. */
export const LONGEST_NAME = 259

export const NAME_RECORD = structure('NAME_RECORD', {
  magic: { chars: 4 },
  /** The address that the name stands for. */
  address: 'u32',
  name: { chars: LONGEST_NAME + 1 },
})
export const NAME_MAGIC = 'NAM1'

/** The section has one page. */
export const NAME_SIZE = 4096
