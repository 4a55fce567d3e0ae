/** Faults that can be provoked in a run. */
import * as z from 'zod/mini'
import { partyRole } from './settings.ts'

/** From 1: the first call of a participant. */
const call = z.number().check(z.minimum(1), z.maximum(1_000_000))

export const fault = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('kill'), participant: partyRole, call }),
  z.object({
    kind: z.literal('hang'),
    participant: partyRole,
    call,
    milliseconds: z.number().check(z.minimum(1), z.maximum(600_000)),
  }),
  z.object({ kind: z.literal('double-free'), participant: partyRole }),
  z.object({ kind: z.literal('touch-after-free'), participant: partyRole }),
  z.object({ kind: z.literal('write-read-only'), participant: z.literal('server') }),
  z.object({ kind: z.literal('give-to-dead') }),
  z.object({ kind: z.literal('queue-full') }),
  z.object({ kind: z.literal('spoof') }),
])
export type Fault = z.infer<typeof fault>

/** A fault as a host offers it. */
export const faultInfo = z.object({
  /** As it is typed: `kill:server@5`. */
  example: z.string(),
  /** Its general form: `kill:<participant>@<n>`. */
  form: z.string(),
  label: z.string(),
  /** One sentence: what it teaches. */
  teaches: z.string(),
})
export type FaultInfo = z.infer<typeof faultInfo>
