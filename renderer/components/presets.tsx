/** Settings that show one thing each: a click begins with them. */
import { actions } from '../actions.ts'
import { GONE } from '../stepping.ts'
import { scenarioOf, useStore } from '../store.ts'

export function Presets() {
  const presets = useStore(scenarioOf)?.lesson.presets
  const gone = useStore((state) => state.gone)
  return (
    <p className="presets">
      {presets?.map((preset) => (
        <button
          key={preset.id}
          type="button"
          aria-disabled={gone}
          title={gone ? GONE : preset.shows}
          onClick={() => !gone && void actions.tryPreset(preset)}
        >
          {preset.label}
        </button>
      ))}
    </p>
  )
}
