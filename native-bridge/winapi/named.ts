/** How calls end that make or open an object, whichever kind it is of. */
import { type Answer, type Handle, handle, type Made } from '../kernel-objects.ts'
import type { CallEnd } from '../trace.ts'
import { hexadecimal } from '../units.ts'
import type { Caller } from './caller.ts'
import { ERROR_ALREADY_EXISTS, ERROR_INVALID_PARAMETER, NO_ERROR } from './errors.ts'
import type { Identities, Identity } from './identities.ts'
import type { Records } from './records.ts'

const NULL = handle(0)

export function createNamed(
  { told, succeeded }: Caller,
  identities: Identities,
  records: Records,
  kind: Identity['kind'],
) {
  return {
    /** GetLastError tells of a success as well: whether the object is new. */
    made(answer: Answer<Made>, name: string | null): CallEnd<Handle> {
      if (!answer.ok) return told(NULL, answer.code, { object: name ?? undefined })
      const { handle: value, existed } = answer.value
      const identity = identities.add(value, kind, name)
      records.opened(value, identity, existed)
      const ending = { object: identity.object, out: { returned: hexadecimal(value) }, ok: true }
      return told(value, existed ? ERROR_ALREADY_EXISTS : NO_ERROR, ending)
    },
    /** Without a name there is nothing to open. */
    opened(name: string | null, open: (name: string) => Answer<Handle>): CallEnd<Handle> {
      if (name === null) return told(NULL, ERROR_INVALID_PARAMETER)
      const answer = open(name)
      if (!answer.ok) return told(NULL, answer.code, { object: name })
      const identity = identities.add(answer.value, kind, name)
      records.opened(answer.value, identity, true)
      return succeeded(answer.value, { object: identity.object, out: { returned: hexadecimal(answer.value) } })
    },
  }
}
