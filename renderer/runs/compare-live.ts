/** Really runs a scenario once for each value of the setting it is compared by, and puts the first two side by side. */
import type { ScenarioInfo } from '../../electron/contract/settings.ts'
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

/** The setting a scenario is compared by; null where there is none. */
export function comparedOf(scenario: ScenarioInfo | null) {
  const spec = scenario?.settings.find(({ key }) => key === scenario.compares)
  return spec?.type === 'choice' ? spec : null
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

async function runWith(scenario: ScenarioInfo, value: string, wanted: () => boolean): Promise<string | null> {
  const before = keyOfShown()
  const { key } = comparedOf(scenario) ?? { key: '' }
  const settings = {
    ...choose(get().settings, key, value, scenario.implications),
    ...(scenario.asks && { [ASK]: askOf(get()) }),
  }
  await attempt((service) => service.call('start', { scenario: scenario.id, settings, policy: { mode: 'free' } }))
  return get().problem === null && (await ranToItsEnd(before, wanted)) ? keyOfShown() : null
}

export async function compareLive() {
  const scenario = scenarioOf(get())
  const spec = comparedOf(scenario)
  if (!scenario || !spec) return
  const wanted = beginJourney()
  closeRecording(scenario.id)
  set({ prediction: null, problem: null })
  const keys: string[] = []
  for (const { value } of spec.choices) {
    const key = await runWith(scenario, value, wanted)
    if (key === null) return
    keys.push(key)
  }
  const [left, right] = await Promise.all(keys.map(numberOfRun))
  if (left && right && wanted()) await compareReferences(String(left), String(right))
}
