/** Participants with what most tests do not care about filled in: a client in the host, anybody else in a helper. */
import { createParty, type Party } from './party.ts'

export function aParty(id: string, rest: Partial<Party> = {}): Party {
  const isClient = id === 'client'
  const place = isClient
    ? ({ startedBy: null, runsIn: 'host' } as const)
    : ({ startedBy: 'client', runsIn: 'helper' } as const)
  return { ...createParty({ id, program: id, leads: isClient, ...place }), ...rest }
}
