/** How often a class was right, for each preset of a scenario, or else for the scenario itself. */

import type { Preset, ScenarioInfo } from '../electron/contract/settings.ts'
import type { TraceHeader } from '../electron/contract/trace.ts'
import { ASK, type State, scenarioOf } from './store.ts'

export interface Score {
  readonly right: number
  readonly asked: number
}

const NONE: Score = { right: 0, asked: 0 }

/** Whether a run was begun with these settings and this fault, whatever was asked in it. */
const isOf = (header: TraceHeader, { settings }: ScenarioInfo, preset: Preset) =>
  (header.fault ?? null) === (preset.fault ?? null) &&
  settings
    .filter(({ key }) => key !== ASK)
    .every(
      ({ key, default: usual }) => String(header.settings[key] ?? usual) === String(preset.settings[key] ?? usual),
    )

/** What the run that is looked at is scored as, by an id of its own and what a class calls it. */
export function scoredAs(state: State): { readonly id: string; readonly label: string } {
  const { header } = state
  const scenario = scenarioOf(state)
  const preset = header && scenario?.lesson.presets.find((each) => isOf(header, scenario, each))
  const id = header?.scenario ?? scenario?.id ?? ''
  return preset ? { id: `${id}/${preset.id}`, label: preset.label } : { id, label: scenario?.title ?? id }
}

export const scoreOf = (state: State): Score => state.scores[scoredAs(state).id] ?? NONE
