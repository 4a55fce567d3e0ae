/** Settings that show one thing each: a click begins with them. */
import { actions } from '../actions.ts'
import { scenarioOf, useStore } from '../store.ts'

export function Presets() {
  const presets = useStore(scenarioOf)?.lesson.presets
  return (
    <p className="presets">
      {presets?.map((preset) => (
        <button key={preset.id} type="button" title={preset.shows} onClick={() => void actions.tryPreset(preset)}>
          {preset.label}
        </button>
      ))}
    </p>
  )
}
