/** Which preset a run was begun with, and which one comes after it. */
import type { Preset, Settings } from '../../electron/contract/settings.ts'

interface Begun {
  readonly settings: Settings
  readonly fault?: string | undefined
}

const fits = ({ settings, fault }: Preset, begun: Begun) =>
  fault === begun.fault && Object.entries(settings).every(([key, value]) => begun.settings[key] === value)

const size = ({ settings }: Preset) => Object.keys(settings).length

/** The one that says most of what the run was begun with; undefined where none fits. */
const presetOf = (presets: readonly Preset[], begun: Begun): Preset | undefined =>
  presets.filter((preset) => fits(preset, begun)).toSorted((a, b) => size(b) - size(a))[0]

/** In the order of the lesson, which begins with the first for whoever has chosen none; undefined after the last. */
export function nextPreset(presets: readonly Preset[], begun: Begun): Preset | undefined {
  const preset = presetOf(presets, begun)
  return presets[preset ? presets.indexOf(preset) + 1 : 0]
}
