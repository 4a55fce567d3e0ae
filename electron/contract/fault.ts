/** Faults that can be provoked in a run. */
import * as z from 'zod/mini'

/** A participant's id. */
const participant = z.string().check(z.maxLength(64))
/** From 1: the first call of a participant. Touches of shared memory are steps as well, but are not counted here. */
const call = z.number().check(z.minimum(1), z.maximum(1_000_000))

export const fault = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('kill'), participant, call }),
  z.object({
    kind: z.literal('hang'),
    participant,
    call,
    milliseconds: z.number().check(z.minimum(1), z.maximum(600_000)),
  }),
  /** One of the scenario's own. */
  z.object({ kind: z.literal('own'), name: z.string().check(z.maxLength(64)), participant: z.nullable(participant) }),
])
export type Fault = z.infer<typeof fault>

/** A fault as a host offers it. */
export const faultInfo = z.object({
  name: z.string(),
  /** Whom it may befall; empty for one that befalls nobody in particular. */
  participants: z.array(z.string()),
  /** As it is typed: `kill:server@5`. */
  example: z.string(),
  /** Its general form: `kill:<participant>@<n>`. */
  form: z.string(),
  label: z.string(),
  /** One sentence: what it teaches. */
  teaches: z.string(),
})
export type FaultInfo = z.infer<typeof faultInfo>
