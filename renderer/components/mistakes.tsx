/** What the documents got wrong: all of it, by document, with links to where each can be seen. */
import type { Mistake, Preset, ScenarioInfo } from '../../electron/contract/settings.ts'
import { actions } from '../actions.ts'
import { commands } from '../commands.ts'
import { useStore } from '../store.ts'
import { useModal } from './use-modal.ts'

const none: readonly ScenarioInfo[] = []

export function Mistakes() {
  const open = useStore((state) => state.mistakes)
  const scenarios = useStore(({ info }) => info?.scenarios ?? none)
  const dialog = useModal(open, () => actions.showMistakes(false))
  const { label } = commands.mistakes
  return (
    <dialog {...dialog} className="help mistakes" aria-label={label}>
      <h2>{label}</h2>
      <p className="hint">
        Each of these documents teaches something that is not so, or leaves out what goes wrong. Whatever can be seen
        happens for real: a button begins a run of it.
      </p>
      {scenarios.map((scenario) => (
        <OfOne key={scenario.id} scenario={scenario} />
      ))}
      <button type="button" className="primary" onClick={() => actions.showMistakes(false)}>
        Close
      </button>
    </dialog>
  )
}

function OfOne({ scenario }: { scenario: ScenarioInfo }) {
  const { title, source, mistakes = [] } = scenario
  if (mistakes.length === 0) return null
  return (
    <section>
      <h3>{title}</h3>
      <p className="cited">{source}</p>
      <dl>
        {mistakes.map((mistake) => (
          <div key={mistake.says}>
            <dt>{mistake.says}</dt>
            <dd>
              {mistake.isSo} <Shown scenario={scenario} mistake={mistake} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Shown({ scenario, mistake: { preset, mended, calls } }: { scenario: ScenarioInfo; mistake: Mistake }) {
  const presetOf = (id: string | undefined) => scenario.lesson.presets.find((each) => each.id === id)
  return (
    <span className="shown">
      <See how="seen in" preset={presetOf(preset)} scenario={scenario.id} />
      <See how="mended in" preset={presetOf(mended)} scenario={scenario.id} />
      {calls && <small>told beside {new Intl.ListFormat('en').format(calls)}</small>}
    </span>
  )
}

function See({ how, preset, scenario }: { how: string; preset: Preset | undefined; scenario: string }) {
  if (!preset) return null
  return (
    <>
      <small>{how}</small>
      <button type="button" title={preset.shows} onClick={() => void actions.see(scenario, preset)}>
        {preset.label}
      </button>
    </>
  )
}
