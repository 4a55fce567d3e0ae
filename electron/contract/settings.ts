/** How a scenario describes its settings, so that the command line, the dialog and the checks read one list. */
import * as z from 'zod/mini'

z.config(z.core.config({ jitless: true }))

const described = { key: z.string(), label: z.string(), meaning: z.string() }

export const settingSpec = z.discriminatedUnion('type', [
  z.object({
    ...described,
    type: z.literal('choice'),
    default: z.string(),
    choices: z.array(z.object({ value: z.string(), label: z.string(), meaning: z.string() })),
  }),
  z.object({
    ...described,
    type: z.literal('integer'),
    default: z.number(),
    minimum: z.number(),
    maximum: z.number(),
  }),
  z.object({
    ...described,
    type: z.literal('text'),
    default: z.string(),
    /** What may be typed, for a person: `lookup Fe`, `search gold`, `echo text`. */
    examples: z.array(z.string()),
    maximumLength: z.number(),
  }),
])
export type SettingSpec = z.infer<typeof settingSpec>

export const settingValue = z.union([z.string(), z.number(), z.boolean()])
export type SettingValue = z.infer<typeof settingValue>

export const settings = z.record(z.string(), settingValue)
export type Settings = z.infer<typeof settings>

export const partyRole = z.enum(['client', 'server'])
export type PartyRole = z.infer<typeof partyRole>

/** Settings that show one thing, and perhaps a fault that provokes it. */
export const preset = z.object({
  id: z.string(),
  label: z.string(),
  /** The one thing, in one sentence. */
  shows: z.string(),
  settings,
  /** As it is typed. */
  fault: z.optional(z.string()),
})
export type Preset = z.infer<typeof preset>

/** What a class is told of a scenario. */
export const lesson = z.object({
  /** What the problem was when its source was written, and what has become of it. */
  in1992: z.string(),
  today: z.string(),
  presets: z.array(preset),
  /** What to take home, one sentence each. */
  remember: z.array(z.string()),
})
export type Lesson = z.infer<typeof lesson>

/** A scenario as a host presents it. */
export const scenarioInfo = z.object({
  id: z.string(),
  title: z.string(),
  /** The document it comes from, for a person. */
  source: z.string(),
  summary: z.string(),
  /** The file under the project's root that runs, as the trace names it. */
  file: z.string(),
  participants: z.array(z.object({ id: z.string(), role: partyRole })),
  settings: z.array(settingSpec),
  lesson,
})
export type ScenarioInfo = z.infer<typeof scenarioInfo>
