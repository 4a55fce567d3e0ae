/** What a person has chosen survives a reload: the scenario, and for each its settings and its question. */
import * as z from 'zod/mini'
import { type ScenarioInfo, type SettingSpec, type SettingValue, settings } from '../electron/contract/settings.ts'

const choices = z.object({ settings, ask: z.nullable(z.string()) })
export type Choices = z.infer<typeof choices>

const remembered = z.object({ scenario: z.nullable(z.string()), of: z.record(z.string(), choices) })
type Remembered = z.infer<typeof remembered>

const KEY = 'choices'
const NOTHING: Remembered = { scenario: null, of: {} }
export const NO_CHOICES: Choices = { settings: {}, ask: null }

/** Also where another version, or somebody else, has written it. */
function read(): Remembered {
  try {
    return remembered.parse(JSON.parse(globalThis.localStorage?.getItem(KEY) ?? 'null'))
  } catch {
    return NOTHING
  }
}

/** Whether a value can still be chosen. */
function fits(spec: SettingSpec | undefined, value: SettingValue): boolean {
  if (spec?.type === 'choice') return spec.choices.some((choice) => choice.value === value)
  if (spec?.type === 'integer') return typeof value === 'number' && value >= spec.minimum && value <= spec.maximum
  return spec !== undefined && typeof value === 'string' && value.length <= spec.maximumLength
}

export const rememberedScenario = () => read().scenario

/** Those of a scenario that it still knows. */
export function choicesOf({ id, settings: specs }: ScenarioInfo): Choices {
  const { settings: chosen, ask } = read().of[id] ?? NO_CHOICES
  const known = Object.entries(chosen).filter(([key, value]) =>
    fits(
      specs.find((spec) => spec.key === key),
      value,
    ),
  )
  return { settings: Object.fromEntries(known), ask }
}

export function remember(scenario: string, chosen: Choices) {
  const { of } = read()
  try {
    globalThis.localStorage?.setItem(KEY, JSON.stringify({ scenario, of: { ...of, [scenario]: chosen } }))
  } catch {
    // A page that may keep nothing works as well; it only forgets.
  }
}
