/** Programs of others that play a participant: how they are chosen, and whom the cast consists of then. */
import { either } from '../contract/problem.ts'
import type { External } from '../contract/service.ts'
import type { Settings } from '../contract/settings.ts'
import type { CastMember, Moment, Openness, Scenario } from '../scenarios/scenario.ts'
import { MissingError, UsageError } from './usage-error.ts'

/** `participant` or `participant=command line`, as `--external` is typed. */
export function parseExternal(text: string): External {
  const equals = text.indexOf('=')
  if (equals < 0) return { participant: text, commandLine: null }
  const commandLine = text.slice(equals + 1).trim()
  if (commandLine !== '') return { participant: text.slice(0, equals), commandLine }
  throw new UsageError(
    `--external ${text} names no program. Write --external participant=command line, or --external participant for a program that somebody else starts.`,
  )
}

function checkOpen({ info, external: open }: Scenario, kernel: 'sysv' | 'win32'): Openness {
  if (kernel !== 'win32') {
    throw new MissingError(
      'Programs of others can take part on Windows only: on Linux nobody else knows the objects that Sharemem makes.',
    )
  }
  if (open) return open
  throw new UsageError(`In ${info.id} no program of somebody else’s can take part.`)
}

/**
 * The settings that follow. Throws a MissingError where programs of others cannot take part, and a UsageError that says
 * what is allowed.
 */
export function settingsWith(
  scenario: Scenario,
  settings: Settings,
  external: readonly External[],
  kernel: 'sysv' | 'win32',
): Settings {
  if (external.length === 0) return settings
  const open = checkOpen(scenario, kernel)
  const ids = external.map(({ participant }) => participant)
  const allowed = open.participants(settings)
  for (const id of ids) {
    if (!allowed.includes(id)) {
      throw new UsageError(
        `There is no participant ‘${id}’ for a program of somebody else’s. Allowed is ${either(allowed)}.`,
      )
    }
  }
  const zero = external.find(({ commandLine }) => commandLine?.includes('\0'))
  if (zero) throw new UsageError(`The command line of ${zero.participant} has a zero in it, where it would end.`)
  const empty = external.find(({ commandLine }) => commandLine?.trim() === '')
  if (empty)
    throw new UsageError(`No program is named that is to play ${empty.participant}. Name it with its whole path.`)
  const twice = ids.find((id, index) => ids.indexOf(id) < index)
  if (twice !== undefined) throw new UsageError(`--external ${twice} is there twice. Allowed is once for each.`)
  const wrong = open.whatIsWrong(settings, external)
  if (wrong !== null) throw new UsageError(wrong)
  const followed = open.follow?.(settings, external) ?? settings
  const cast = castWith(scenario, followed, external)
  const left = ids.find((id) => !cast.some((member) => member.id === id))
  if (left !== undefined) {
    throw new UsageError(`--external ${left} does not go with the others, which leave no such participant.`)
  }
  if (cast.every((member) => member.external)) {
    throw new UsageError(
      'All participants would be programs of others, and nobody would tell what happens. Leave one out.',
    )
  }
  return followed
}

/** Whose start was up to a program of somebody else's waits until its objects are there. */
function joined(member: CastMember, isExternal: (id: string) => boolean, section: string | null): CastMember {
  const { startedBy, startsWhen, ...rest } = member
  const awaits = section === null ? {} : { awaits: section }
  if (startedBy !== null && isExternal(startedBy)) return { ...rest, startedBy: null, ...awaits }
  if (startsWhen?.of.some(isExternal)) return { ...rest, startedBy, ...awaits }
  return member
}

/** Who takes part where programs of others play these. */
export function castWith(
  scenario: Scenario,
  settings: Settings,
  external: readonly External[],
): readonly CastMember[] {
  const { external: open } = scenario
  if (external.length === 0 || !open) return scenario.cast(settings)
  const section = open.section(settings)
  const plain = open.cast?.(settings, external) ?? scenario.cast(settings)
  const isExternal = (id: string) => external.some(({ participant }) => participant === id)
  return plain.map((member): CastMember => {
    const chosen = external.find(({ participant }) => participant === member.id)
    if (chosen) return { ...member, leads: false, external: { commandLine: chosen.commandLine } }
    const own = joined({ ...member, leads: true }, isExternal, section)
    // Who would have waited for the end of a process waits until somebody says that it is over.
    const unstarted = plain.find(
      ({ id, startedBy }) =>
        startedBy === own.id && external.some((each) => each.participant === id && each.commandLine === null),
    )
    const keysWhen: readonly Moment[] | undefined = unstarted && [{ of: [unstarted.id], are: 'ended' }]
    return keysWhen && !own.keysWhen ? { ...own, keysWhen } : own
  })
}
