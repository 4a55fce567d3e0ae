/** The programs of others in a run: starts those that it is to start, and sees the rest by what the kernel counts. */
import type { Programs } from '../../native-bridge/native.ts'
import type { ParticipantEvent, ParticipantReport } from '../contract/participant.ts'
import type { External } from '../contract/service.ts'
import type { Settings } from '../contract/settings.ts'
import type { Openness } from '../scenarios/scenario.ts'
import { linkExternal } from './external-link.ts'
import { createExternalUse } from './external-use.ts'
import { createExternalWaits, type ExternalWaits, placeUnstarted } from './external-waits.ts'
import type { Exit, ParticipantLink } from './links.ts'
import type { Party } from './party.ts'
import type { Timers } from './timers.ts'

export interface ExternalProgramsParts {
  readonly parties: readonly Party[]
  /** Who is played by whom; empty in most runs. */
  readonly external: readonly External[]
  readonly openness: Openness | undefined
  readonly settings: Settings
  /** Absent where programs of others cannot take part. */
  readonly programs: Programs | undefined
  readonly timers: Timers
  /** In milliseconds. */
  readonly timeout: number
  readonly interactive: boolean
  readonly on: {
    output(party: Party, line: string): void
    exit(party: Party, exit: Exit): void
    /** This one is to be started now. */
    toStart(party: Party): void
    /** One that nobody here starts has come, or gone. */
    placed(): void
    /** Nothing has come of them; the sentence says of whom and for how long. */
    stuck(sentence: string): void
  }
}

export interface ExternalPrograms extends Pick<ExternalWaits, 'progress' | 'end'> {
  /** For the participants of the run: who is started by nobody here. Undefined where all programs are the run's own. */
  readonly unstarted: string[] | undefined
  /** Whether they all use a section of one name, by which they are seen. */
  readonly areSeen: boolean
  /** Null when it cannot be started. */
  start(party: Party, argv: string[]): ParticipantLink | null
  /** Hears how objects are used, as the participants of the run report it. */
  hearUse(party: Party, event: ParticipantEvent): void
  /** Hears everything else that they report. */
  hear(report: ParticipantReport): void
  /** What is put behind the command line of this one. */
  argumentsOf(party: Party): string[]
  /** Looks for those that can be started now. */
  startAwaited(): void
  /** A process has ended. */
  ended(): void
}

export function createExternalPrograms(parts: ExternalProgramsParts): ExternalPrograms {
  const { parties, external, openness, settings, programs, timers, timeout, interactive, on } = parts
  const section = openness?.section(settings) ?? null
  const useOfOthers = createExternalUse(section)
  /** The first window of each participant, in decimal. */
  const windows = new Map<string, string>()
  const waits = createExternalWaits({ parties, timers, section, timeout, interactive, stuck: on.stuck })
  const ids = external.filter(({ commandLine }) => commandLine === null).map(({ participant }) => participant)

  function followUse(event: ParticipantEvent & { kind: 'usage' }) {
    const use = useOfOthers(event)
    if (use === 'none' || external.length === 0) return
    for (const { link } of parties) link?.command({ type: 'others-came' })
    if (placeUnstarted(parties, use, openness?.endsWithUse === true)) on.placed()
  }

  const isToStart = ({ external: played, link, phase, startedBy, startsWhen }: Party) =>
    played !== undefined &&
    played.commandLine !== null &&
    startedBy === null &&
    !startsWhen &&
    !link &&
    phase !== 'ended'

  return {
    unstarted: external.length > 0 ? ids : undefined,
    areSeen: section !== null,
    start(party, argv) {
      const commandLine = party.external?.commandLine ?? null
      if (!programs || commandLine === null) return null
      return linkExternal(commandLine, argv, programs, {
        output(line) {
          waits.progress()
          on.output(party, line)
        },
        exit: (exit) => on.exit(party, exit),
      })
    },
    hearUse({ id }, event) {
      if (event.kind === 'usage') followUse(event)
      if (event.kind === 'window' && !windows.has(id)) windows.set(id, String(Number(event.window)))
    },
    hear: waits.hear,
    argumentsOf({ windowOf }) {
      const window = windowOf === undefined ? undefined : windows.get(windowOf)
      return window === undefined ? [] : [window]
    },
    startAwaited() {
      // They may be quick: they are started once everybody is there who waits for what they make.
      const isExpected = ({ awaits, awaiting, phase }: Party) =>
        awaits !== undefined && phase !== 'ended' && !awaiting
      if (!parties.some(isExpected)) parties.filter(isToStart).forEach(on.toStart)
    },
    progress: waits.progress,
    ended() {
      waits.progress()
      waits.lookForEnd()
    },
    end: waits.end,
  }
}
