/** Events, mutexes and who has handles of what, in words. */

import type { SyncType } from './words.ts'

interface RailLike {
  readonly type: SyncType
  readonly staysSet: boolean
}

/** `client-2 owns it`, `set`, `not set`: what it is while a stretch lasts, or while none does. */
export function railInWords(
  { type, staysSet }: RailLike,
  stretch: { readonly owner: string | null; readonly abandoned: boolean } | null,
): string {
  if (type === 'event') {
    if (!stretch) return 'not set'
    return staysSet ? 'set, until somebody resets it' : 'set, for one waiter'
  }
  if (!stretch) return 'free'
  return stretch.abandoned ? 'abandoned: its owner has ended without releasing it' : `${stretch.owner} owns it`
}

const counted = (count: number, one: string) => `${count} ${count === 1 ? one : `${one}s`}`

/** `3 handles, 2 views`; views are of memory only. */
export function handlesInWords(held: readonly { readonly handles: number; readonly views: number }[]): string {
  const sum = (of: 'handles' | 'views') => held.reduce((all, each) => all + each[of], 0)
  const views = sum('views')
  return [counted(sum('handles'), 'handle'), ...(views > 0 ? [counted(views, 'view')] : [])].join(', ')
}
