/** How a scenario describes its settings, so that the command line, the dialog and the checks read one list. */
import * as z from 'zod/mini'
import { faultInfo } from './fault.ts'

z.config(z.core.config({ jitless: true }))

const described = { key: z.string(), label: z.string(), meaning: z.string() }

export const settingSpec = z.discriminatedUnion('type', [
  z.object({
    ...described,
    type: z.literal('choice'),
    default: z.string(),
    choices: z.array(
      z.object({
        value: z.string(),
        label: z.string(),
        meaning: z.string(),
        /** What not every host has: `frame` is its own visible window, as one that can be posted to. */
        needs: z.optional(z.literal('frame')),
      }),
    ),
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

/** No setting has this name, and a record would leave it out without a word. */
const NO_SETTING = '__proto__'

const withoutIt = z.unknown().check(({ value, issues }) => {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, NO_SETTING)) return
  issues.push({ code: 'unrecognized_keys', keys: [NO_SETTING], input: value as Record<string, unknown> })
})

export const settings = z.pipe(withoutIt, z.record(z.string(), settingValue))
export type Settings = z.infer<typeof settings>

/** The colour of a program's participants, used for nothing else; equals have none of their own. */
export const tone = z.enum(['blue', 'green', 'neutral'])
export type Tone = z.infer<typeof tone>

/** Where the screen draws a program's participants, seen from the kernel. */
export const side = z.enum(['left', 'right'])
export type Side = z.infer<typeof side>

/** A function that the scenario's file exports: what a participant runs. */
export const program = z.object({
  name: z.string(),
  tone,
  side,
  /** What it does with the shared memory. */
  access: z.optional(z.enum(['reads', 'writes', 'both'])),
  /** The program that it starts. */
  starts: z.optional(z.string()),
  /** All that it may call: a lesson cannot stop elsewhere at it, but where it touches shared memory. */
  calls: z.array(z.string()),
  /** Whether it takes part with other settings than the defaults only. */
  aside: z.optional(z.boolean()),
})
export type Program = z.infer<typeof program>

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

/** What the source of a scenario got wrong, or left out. */
export const mistake = z.object({
  /** What it says, or what its listing does. */
  says: z.string(),
  /** What is so. */
  isSo: z.string(),
  /** The preset in which it really happens, and the one in which it is mended. */
  preset: z.optional(z.string()),
  mended: z.optional(z.string()),
  /** The calls that it concerns: it is told beside each of them. */
  calls: z.optional(z.array(z.string())),
})
export type Mistake = z.infer<typeof mistake>

/** What a choice takes along, because it would not go with anything else. */
export const implication = z.object({
  key: z.string(),
  /** For these values, or for all but those. */
  is: z.optional(z.array(settingValue)),
  isNot: z.optional(z.array(settingValue)),
  takes: settings,
})
export type Implication = z.infer<typeof implication>

/** The first page of a scenario, before anything runs. */
export const welcome = z.object({
  title: z.string(),
  /** What happens, in a few sentences; the names of programs and “shared memory” have their colours there. */
  story: z.string(),
  /** What to do, one after the other: its first word, and how; `/` is a key. */
  steps: z.array(z.object({ what: z.string(), how: z.string() })),
})
export type Welcome = z.infer<typeof welcome>

/** A scenario as a host presents it. */
export const scenarioInfo = z.object({
  id: z.string(),
  title: z.string(),
  /** The document it comes from, for a person. */
  source: z.string(),
  summary: z.string(),
  /** The file under the project's root that runs, as the trace names it. */
  file: z.string(),
  /** In the order of the file. */
  programs: z.array(program),
  /** What can be made to go wrong in it. */
  faults: z.array(faultInfo),
  settings: z.array(settingSpec),
  lesson,
  /** In the order of the source. */
  mistakes: z.optional(z.array(mistake)),
  /** The setting whose values show most beside each other, a run for each: in the preset where the runs come out otherwise. */
  compares: z.optional(z.object({ setting: z.string(), preset: z.optional(z.string()) })),
  /** What a choice takes along in the dialog, and implies on the command line. */
  implications: z.optional(z.array(implication)),
  /** What it teaches, in one sentence, and how long that takes, in minutes: for the menu. */
  teaches: z.optional(z.string()),
  minutes: z.optional(z.number()),
  /** Whether a person can ask something in its runs; the setting `ask` is what is asked first. */
  asks: z.optional(z.boolean()),
  /** What stands on the kernel's lifeline in its runs, besides memory. */
  rails: z.optional(z.array(z.enum(['event', 'mutex']))),
  /** The calls that its start-up leads to: a run is begun by making all calls before the first of them. */
  firstCalls: z.optional(z.array(z.string())),
  /** Whose parts programs of others can play, on Windows, with the default settings. */
  external: z.optional(z.array(z.string())),
  /** Absent where title and summary say it all. */
  welcome: z.optional(welcome),
})
export type ScenarioInfo = z.infer<typeof scenarioInfo>
