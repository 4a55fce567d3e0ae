/** Participants in sentences: one of several is a name by itself, the only one is `the` one. */
import { capital } from './capital.ts'

const NUMBERED = /-\d+$/

/** `the parent`, `peer-2`. */
export const who = (participant: string): string => (NUMBERED.test(participant) ? participant : `the ${participant}`)

/** The same where a sentence begins with it: `The parent`, `Peer-2`. */
export const whoFirst = (participant: string): string => capital(who(participant))

/** `the parent and the child`. */
export const whoAll = (participants: readonly string[]): string =>
  new Intl.ListFormat('en').format(participants.map(who))
