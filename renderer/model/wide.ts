/** Whose lanes have room for words. */
import type { CastMember } from '../../electron/trace/cast.ts'

/** More lanes than these do not have it all at once; of large letters fewer. */
const MOST_WIDE = 3
const MOST_LARGE = 2

/** On each side the one that was opened last, or the first; all where there are few. */
export function wideOf(cast: readonly CastMember[], opened: readonly string[], isLarge = false): ReadonlySet<string> {
  if (cast.length <= (isLarge ? MOST_LARGE : MOST_WIDE)) return new Set(cast.map(({ id }) => id))
  const wide = (['left', 'right'] as const).flatMap((side) => {
    const there = cast.filter((member) => member.side === side).map(({ id }) => id)
    return opened.findLast((id) => there.includes(id)) ?? there[0] ?? []
  })
  return new Set(wide)
}
