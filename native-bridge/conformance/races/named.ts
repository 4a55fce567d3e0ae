/** The kinds of things that have names, for races about names. */
import {
  ERROR_ALREADY_EXISTS,
  ERROR_DUPLICATE_NAME,
  ERROR_FILE_NOT_FOUND,
  ERROR_SEM_NOT_FOUND,
} from '../../os2/errors.ts'
import { PAG_COMMIT, PAG_READ, PAG_WRITE } from '../../os2/flags.ts'
import type { Os2 } from '../../os2/index.ts'
import { type Out, out } from '../../out.ts'
import { type Address, address } from '../../units.ts'

const SIZE = 4096
const READ_WRITE = PAG_READ | PAG_WRITE

/** A return code, and the handle or address that came with it. */
export interface Made extends Readonly<Record<string, number>> {
  readonly code: number
  readonly handle: number
}

interface Named {
  /** What creating answers when the name is in use, and opening when it is not. */
  readonly taken: number
  readonly missing: number
  create(os2: Os2, mark: string): Made
  open(os2: Os2, mark: string): Made
  close(os2: Os2, handle: number): number
  /** Whether it has room for a word by which it is known. */
  readonly holdsWord: boolean
}

type SemaphoreCall = (os2: Os2, name: string, handle: Out<number>) => number

const withHandle =
  (call: SemaphoreCall): Named['create'] =>
  (os2, mark) => {
    const handle = out(0)
    return { code: call(os2, `\\SEM32\\${mark}`, handle), handle: handle.value }
  }

const withAddress =
  (call: (os2: Os2, name: string, pb: Out<Address>) => number): Named['create'] =>
  (os2, mark) => {
    const pb = out<Address>(address(0))
    return { code: call(os2, `\\SHAREMEM\\${mark}`, pb), handle: pb.value }
  }

const semaphores = { taken: ERROR_DUPLICATE_NAME, missing: ERROR_SEM_NOT_FOUND, holdsWord: false }

const memory: Named = {
  taken: ERROR_ALREADY_EXISTS,
  missing: ERROR_FILE_NOT_FOUND,
  holdsWord: true,
  create: withAddress((os2, name, pb) => os2.DosAllocSharedMem(pb, name, SIZE, PAG_COMMIT | READ_WRITE)),
  open: withAddress((os2, name, pb) => os2.DosGetNamedSharedMem(pb, name, READ_WRITE)),
  close: (os2, handle) => os2.DosFreeMem(address(handle)),
}
const event: Named = {
  ...semaphores,
  create: withHandle((os2, name, hev) => os2.DosCreateEventSem(name, hev, 0, false)),
  open: withHandle((os2, name, hev) => os2.DosOpenEventSem(name, hev)),
  close: (os2, handle) => os2.DosCloseEventSem(handle),
}
const mutex: Named = {
  ...semaphores,
  create: withHandle((os2, name, hmtx) => os2.DosCreateMutexSem(name, hmtx, 0, false)),
  open: withHandle((os2, name, hmtx) => os2.DosOpenMutexSem(name, hmtx)),
  close: (os2, handle) => os2.DosCloseMutexSem(handle),
}

/** One kind after the other, from round to round. */
export function namedOf(round: number): Named {
  const which = round % 3
  return which === 0 ? memory : which === 1 ? event : mutex
}
