/** Presets in pairs: what goes wrong in a source, and beside it the same situation with the mend. */
import type { Preset, Settings } from '../contract/settings.ts'

/** `faults` provoke it, the first one in the original and the second in the mended version. */
export const weakness = (
  id: string,
  [label, shows]: readonly [label: string, shows: string],
  [mendedLabel, mends]: readonly [label: string, shows: string],
  situation: Settings,
  faults: readonly [original: string, mended: string] | null = null,
): Preset[] => [
  {
    ...{ id, label, shows, settings: { ...situation, version: 'original' } },
    ...(faults && { fault: faults[0] }),
  },
  {
    ...{ id: `${id}-mended`, label: mendedLabel, shows: mends, settings: { ...situation, version: 'mended' } },
    ...(faults && { fault: faults[1] }),
  },
]
