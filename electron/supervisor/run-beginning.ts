/** What there is of a run before its first process starts: its header, its fault, and what is made for it. */
import type { Fault } from '../contract/fault.ts'
import type { Settings } from '../contract/settings.ts'
import type { TraceHeader } from '../contract/trace.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { parseFault } from './faults.ts'
import { type Party, toHeader } from './party.ts'
import { platformOf } from './platform.ts'
import { MissingError } from './usage-error.ts'

interface Asked {
  readonly scenario: Scenario
  readonly settings: Settings
  /** As it is typed. */
  readonly fault?: string
}

export function headerOf({ scenario: { info }, settings, fault }: Asked, parties: readonly Party[]): TraceHeader {
  return {
    ...{ format: 'sharemem-trace', version: 1, scenario: info.id, settings, platform: platformOf() },
    participants: parties.map((party) => toHeader(party, info)),
    ...(fault !== undefined && { fault }),
    begun: new Date().toISOString(),
    tellsHeld: true,
  }
}

export function faultOf({ scenario: { info }, fault }: Asked, parties: readonly Party[]): Fault | null {
  const ids = parties.filter((party) => !party.external).map(({ id }) => id)
  return fault === undefined ? null : parseFault(fault, info, ids)
}

/** Throws a MissingError for what this machine cannot do. */
export function prepare({ scenario, settings }: Asked) {
  try {
    return scenario.prepare?.(settings)
  } catch (error) {
    throw new MissingError((error as Error).message)
  }
}
