/** What shared objects are called beside their addresses: a class follows `request`, not 0x6FFF0000. */
import type { Settings } from '../../electron/contract/settings.ts'
import type { ExchangePattern } from '../../electron/trace/exchange-pattern.ts'
import type { SharedObject } from './objects.ts'

/** The names that its scenario gives to objects without names, in the order in which a run with these settings makes them. */
export function calledIn(pattern: ExchangePattern | undefined, settings: Settings): readonly string[] {
  const all = pattern?.objects ?? []
  return all
    .filter(({ unless }) => unless === undefined || settings[unless.key] !== unless.is)
    .map(({ name }) => name)
}

/** Its short name where it has a name of its own; null where it has none, and nobody knows which one it is. */
export function calledOf(
  { name, ordinal }: Pick<SharedObject, 'name' | 'ordinal'>,
  called: readonly string[],
  short: ReadonlyMap<string, string>,
): string | null {
  const own = short.get(name)
  if (own !== undefined || ordinal === null) return own ?? null
  return called[ordinal % called.length] ?? null
}
