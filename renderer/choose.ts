/** A setting that is chosen, with what would not go with it changed as well. */
import type { Implication, Settings, SettingValue } from '../electron/contract/settings.ts'

/** Takes along what would not go with the choice. */
export function choose(
  settings: Settings,
  key: string,
  value: SettingValue,
  implications: readonly Implication[] = [],
): Settings {
  const applies = ({ key: of, is, isNot }: Implication) =>
    of === key && (is?.includes(value) ?? true) && !isNot?.includes(value)
  return Object.assign({ ...settings, [key]: value }, ...implications.filter(applies).map(({ takes }) => takes))
}
