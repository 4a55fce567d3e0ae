/** Really runs a scenario once for each value of the setting it is compared by, and puts the first two side by side. */
import type { Preset, ScenarioInfo, SettingSpec, Settings } from '../../electron/contract/settings.ts'
import { choose } from '../choose.ts'
import { attempt } from '../host.ts'
import { beginJourney } from '../journey.ts'
import { closeRecording } from '../player.ts'
import { ASK, askOf, awaitsQuestion, isLive, scenarioOf, useStore } from '../store.ts'
import { keyOfShown, numberOfRun } from './keeper.ts'
import { outcomeIn } from './kept-run.ts'
import { compareReferences } from './references.ts'

const { setState: set, getState: get } = useStore

/** How often is looked whether a run is over, and how long all must have waited for a question, in milliseconds. */
const [LOOK, AT_REST] = [50, 400]
/** How long a run may take, in milliseconds. */
const PATIENCE = 60_000

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** What a scenario is compared by. */
export interface Compared {
  readonly spec: SettingSpec & { readonly type: 'choice' }
  /** In which the runs are made; undefined for the settings that have been chosen. */
  readonly preset: Preset | undefined
}

/** Null where there is nothing to compare. */
export function comparedOf(scenario: ScenarioInfo | null): Compared | null {
  const { setting, preset: id } = scenario?.compares ?? {}
  const spec = scenario?.settings.find(({ key }) => key === setting)
  if (spec?.type !== 'choice') return null
  return { spec, preset: scenario?.lesson.presets.find((preset) => preset.id === id) }
}

/** Whether the run that has just been started came to its end; a person who does anything else ends the waiting. */
async function ranToItsEnd(before: string | null, wanted: () => boolean): Promise<boolean> {
  const deadline = performance.now() + PATIENCE
  let rested = 0
  while (wanted() && performance.now() < deadline) {
    await sleep(LOOK)
    if (keyOfShown() === before) continue
    if (outcomeIn(get().records) !== null && !isLive(get())) return true
    rested = isLive(get()) && awaitsQuestion(get()) ? rested + LOOK : 0
    if (rested === AT_REST) await attempt((service) => service.call('stop', {}))
  }
  if (wanted()) set({ problem: `This run has not ended within ${PATIENCE / 1000} s, so that nothing is compared.` })
  return false
}

async function runWith(scenario: ScenarioInfo, chosen: Settings, wanted: () => boolean): Promise<string | null> {
  const before = keyOfShown()
  const settings = { ...chosen, ...(scenario.asks && { [ASK]: askOf(get()) }) }
  await attempt((service) => service.call('start', { scenario: scenario.id, settings, policy: { mode: 'free' } }))
  return get().problem === null && (await ranToItsEnd(before, wanted)) ? keyOfShown() : null
}

export async function compareLive() {
  const scenario = scenarioOf(get())
  const compared = comparedOf(scenario)
  if (!scenario || !compared) return
  const { spec, preset } = compared
  const wanted = beginJourney()
  closeRecording(scenario.id)
  set({ prediction: null, problem: null })
  const keys: string[] = []
  for (const { value } of spec.choices) {
    const chosen = choose(preset?.settings ?? get().settings, spec.key, value, scenario.implications)
    const key = await runWith(scenario, chosen, wanted)
    if (key === null) return
    keys.push(key)
  }
  const [left, right] = await Promise.all(keys.map(numberOfRun))
  if (left && right && wanted()) await compareReferences(String(left), String(right))
}
