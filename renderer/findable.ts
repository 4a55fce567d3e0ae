/** What can be found by its name beside the commands: what there is to begin, to open and to choose. */
import { actions } from './actions.ts'
import { choose } from './choose.ts'
import type { Command } from './command.ts'
import { shown, specsOf } from './describe.ts'
import type { BundledLesson } from './lessons/bundled.ts'
import { playerOnly } from './player-only.ts'
import { openBundled, recordings } from './recordings.ts'
import { connected } from './stepping.ts'
import { type State, scenarioOf } from './store.ts'

type Found = Pick<Command, 'id' | 'label' | 'meaning' | 'run'> & Partial<Pick<Command, 'unavailable'>>

const always = () => null
const entry = (found: Found): Command => ({ keys: [], unavailable: always, ...found })

const systemsIn = ({ info }: State) =>
  (info?.scenarios ?? []).map(({ id, title, summary, teaches }) =>
    entry({
      id: `system-${id}`,
      label: `System: ${title}`,
      meaning: teaches ?? summary,
      unavailable: (state) => (scenarioOf(state)?.id === id ? 'It is shown.' : null),
      run: () => actions.choose(id),
    }),
  )

const presetsIn = (state: State) =>
  (scenarioOf(state)?.lesson?.presets ?? []).map((preset) =>
    entry({
      id: `preset-${preset.id}`,
      label: `Begin: ${preset.label}`,
      meaning: preset.shows,
      unavailable: connected,
      run: () => void actions.tryPreset(preset),
    }),
  )

const faultsIn = (state: State) =>
  (scenarioOf(state)?.faults ?? []).map(({ example, label, teaches }) =>
    entry({
      id: `fault-${example}`,
      label: `Fault: ${label}`,
      meaning: teaches,
      unavailable: ({ fault }) => (fault === example ? 'It is chosen for the next run.' : null),
      run: () => actions.setFault(example),
    }),
  )

/** Each choice of a setting; what is typed has its place in the settings. */
function settingsIn(state: State): Command[] {
  const scenario = scenarioOf(state)
  if (!scenario) return []
  return specsOf(scenario).flatMap((spec) =>
    spec.type !== 'choice'
      ? []
      : spec.choices.map(({ value, meaning }) =>
          entry({
            id: `setting-${spec.key}-${value}`,
            label: `Setting: ${shown(spec, value)}`,
            meaning,
            unavailable: ({ settings }) =>
              (settings[spec.key] ?? spec.default) === value ? 'It is so in the next run.' : null,
            run: () => actions.setSettings(choose(state.settings, spec.key, value, scenario.implications)),
          }),
        ),
  )
}

/** Those that come along, and what begins one of them. */
export interface Lessons {
  readonly lessons: readonly BundledLesson[]
  openBundledLesson(lesson: BundledLesson): unknown
}

const lessonsIn = ({ lessons, openBundledLesson }: Lessons) =>
  lessons.map((bundled) =>
    entry({
      id: `lesson-${bundled.id}`,
      label: `Lesson: ${bundled.lesson.title}`,
      meaning: bundled.lesson.about,
      unavailable: connected,
      run: () => void openBundledLesson(bundled),
    }),
  )

const recordingsHere = () =>
  recordings.map(({ id, title, shows }) =>
    entry({ id: `recording-${id}`, label: `Recording: ${title}`, meaning: shows, run: () => void openBundled(id) }),
  )

/** `lessons` is null as long as they are not loaded. */
export function findable(state: State, lessons: Lessons | null): readonly Command[] {
  if (playerOnly) return recordingsHere()
  return [
    ...presetsIn(state),
    ...(lessons ? lessonsIn(lessons) : []),
    ...systemsIn(state),
    ...recordingsHere(),
    ...faultsIn(state),
    ...settingsIn(state),
  ]
}
