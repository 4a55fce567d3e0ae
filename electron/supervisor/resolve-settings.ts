/** Turns what was chosen into a scenario's complete, checked settings. */

import { either, quoted } from '../contract/problem.ts'
import type { Implication, Preset, ScenarioInfo, SettingSpec, Settings, SettingValue } from '../contract/settings.ts'
import { scenarioById, scenarios } from '../scenarios/catalogue.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { UsageError } from './usage-error.ts'

const list = (names: string[]) => names.join(', ')

/** Throws a UsageError that lists the scenarios there are. */
export function findScenario(id: string): Scenario {
  const scenario = scenarioById(id)
  if (scenario) return scenario
  throw new UsageError(`There is no scenario ${quoted(id)}. There is: ${list(scenarios.map(({ info }) => info.id))}.`)
}

/** Throws a UsageError that lists the presets there are. */
export function findPreset({ info }: Scenario, id: string): Preset {
  const { presets } = info.lesson
  const preset = presets.find((candidate) => candidate.id === id)
  if (preset) return preset
  throw new UsageError(`${info.id} has no preset ${quoted(id)}. It has: ${list(presets.map((each) => each.id))}.`)
}

/** The defaults that follow from what was chosen: what would not go with it is not what is meant. */
function impliedBy({ implications = [] }: ScenarioInfo, chosen: Settings): Settings {
  const among = (values: readonly SettingValue[] | undefined, value: SettingValue) =>
    values?.some((each) => String(each) === String(value))
  const follows = ({ key, is, isNot }: Implication) => {
    const value = chosen[key]
    return value !== undefined && (among(is, value) ?? true) && !among(isNot, value)
  }
  return Object.assign({}, ...implications.filter(follows).map(({ takes }) => takes))
}

/**
 * `chosen` may hold numbers as text, as a command line gives them; `hasFrame` is whether the host has a window of its own
 * that can be posted to. Throws a UsageError for the first bad one.
 */
export function resolveSettings(
  { info, whatIsWrongTogether }: Scenario,
  chosen: Settings,
  { hasFrame = false } = {},
): Settings {
  const known = info.settings.map(({ key }) => key)
  for (const key of Object.keys(chosen)) {
    if (known.includes(key)) continue
    throw new UsageError(`${info.id} has no setting ${quoted(key)}. It has: ${list(known)}.`)
  }
  const implied = impliedBy(info, chosen)
  const settings = Object.fromEntries(
    info.settings.map((spec) => [
      spec.key,
      check(spec, chosen[spec.key] ?? implied[spec.key] ?? spec.default, hasFrame),
    ]),
  )
  const wrong = whatIsWrongTogether(settings)
  if (wrong) throw new UsageError(wrong)
  return settings
}

/** As it is written on a command line; what is too long for a sentence, or has spaces around it, is quoted. */
const shown = (value: SettingValue) => {
  const [text, quote] = [String(value), quoted(String(value))]
  return quote === `‘${text.trim()}’` ? text : quote
}

function check(spec: SettingSpec, value: SettingValue, hasFrame: boolean): SettingValue {
  const refuse = (allowed: string) =>
    new UsageError(`${spec.key}=${shown(value)} is not allowed. Allowed is ${allowed}.`)
  switch (spec.type) {
    case 'choice': {
      const isThere = ({ needs }: (typeof spec.choices)[number]) => needs !== 'frame' || hasFrame
      const allowed = either(spec.choices.filter(isThere).map((choice) => choice.value))
      const choice = spec.choices.find((each) => each.value === String(value))
      if (!choice) throw refuse(allowed)
      if (isThere(choice)) return choice.value
      throw new UsageError(
        `${spec.key}=${choice.value} needs the visible window of the desktop app on Windows, which is not here. Allowed is ${allowed}.`,
      )
    }
    case 'integer': {
      const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value
      const fits = typeof number === 'number' && Number.isInteger(number)
      if (!fits || number < spec.minimum || number > spec.maximum) {
        throw refuse(`a whole number from ${spec.minimum} to ${spec.maximum}`)
      }
      return number
    }
    case 'text': {
      const text = String(value)
      if (text.length > spec.maximumLength) throw refuse(`a text of at most ${spec.maximumLength} characters`)
      return text
    }
  }
}
