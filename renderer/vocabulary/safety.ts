/** What comes of a free or a touch of an object, in words, and what the step that comes next would do with it. */
import { who, whoAll } from '../../electron/trace/who.ts'

interface SafetyLike {
  readonly participant: string
  readonly is: 'safe' | 'not-yet' | 'trap'
  readonly because: 'unread' | 'unwritten' | 'others-hold' | 'others-wait' | 'others-done' | 'others-ended' | 'let-go'
  readonly others: readonly string[]
}
interface TouchLike {
  readonly is: 'safe' | 'trap'
  readonly because: 'holds' | 'let-go' | 'never-had' | 'unmapped' | 'read-only'
}
type EffectLike =
  | { readonly does: 'takes' | 'gives' | 'frees'; readonly from: number; readonly to: number }
  | { readonly does: 'read' | 'write'; readonly touch: TouchLike }

/** More of them are counted. */
const MOST = 2
const these = (participants: readonly string[]) =>
  participants.length <= MOST ? whoAll(participants) : `${participants.length} others`
const one = (participants: readonly string[]) => participants.length === 1

/** `the other holds it`: why, and nothing of whom. */
export function reason({ because, others }: Pick<SafetyLike, 'because' | 'others'>): string {
  switch (because) {
    case 'unread':
      return 'it has not read it'
    case 'unwritten':
      return 'nobody has written to it'
    case 'others-hold':
      return `${these(others)} ${one(others) ? 'holds' : 'hold'} it`
    case 'others-wait':
      return `${these(others)} ${one(others) ? 'has' : 'have'} not got it`
    case 'others-done':
      return others.length === 0
        ? 'nobody else needs it'
        : `${these(others)} ${one(others) ? 'is' : 'are'} done with it`
    case 'others-ended':
      return `${these(others)} ${one(others) ? 'has' : 'have'} ended`
    case 'let-go':
      return 'it has let go'
  }
}

const judged = { 'not-yet': 'must not free yet', trap: 'a touch is a trap' } as const

const named = ({ participant }: SafetyLike) => who(participant).replace(/^the /, '')

/**
 * That a process may free is said of none: whoever does cannot touch the object afterwards, and what its program still
 * wants of it no trace tells. What comes of a free is true at every moment.
 */
function sentence(safety: SafetyLike): string {
  const { is } = safety
  const whose = named(safety)
  if (is === 'safe') return `freed by ${whose}, it is destroyed: ${reason(safety)}`
  return is === 'trap' ? `${whose}: ${judged.trap}, ${reason(safety)}` : `${whose} ${judged[is]}: ${reason(safety)}`
}

/** Of many, how many they are. */
const trapped = (traps: readonly SafetyLike[]) =>
  traps.length <= MOST ? traps.map(sentence) : [`for ${traps.length} processes ${judged.trap}: they have let go`]

/** Of several that hold it: who still needs it, or that nobody has written to it; or else what comes of a free, said once. */
function together(holders: readonly SafetyLike[]): string {
  if (holders.every(({ because }) => because === 'unwritten'))
    return 'must not be freed yet: nobody has written to it'
  const [reader] = holders.filter(({ because }) => because === 'unread')
  const [other, ...more] = holders.filter((holder) => holder !== reader)
  if (!reader || !other)
    return holders.length === 2
      ? 'freed by either, it lives on: the other holds it'
      : 'freed by one, it lives on: the others hold it'
  // Where there is little room the end is cut: what warns comes first.
  const by = more.length > 0 ? 'another' : named(other)
  return `${named(reader)} must not free yet: ${reason(reader)}; freed by ${by}, it lives on`
}

interface UnreadLike {
  readonly writer: string
  readonly reader: string | null
}

/** `client must not free yet: the server has not got it`; `unread` is what has been written and not been read. */
export function safetyInWords(all: readonly SafetyLike[], unread: UnreadLike | null = null): string[] {
  const holders = all.filter(({ is }) => is !== 'trap')
  const traps = trapped(all.filter(({ is }) => is === 'trap'))
  // Where it is known who is to read it, that is told of whom.
  const nobody = unread?.reader === null ? `nobody has read yet what ${who(unread.writer)} wrote` : null
  if (holders.length > 1) return [nobody ?? together(holders), ...traps]
  return [...holders.map(sentence), ...(nobody === null ? [] : [nobody]), ...traps]
}

/** What stands before a judgement, so that nobody has to tell colours apart. */
export const signs = { safe: '✓', 'not-yet': '…', trap: '✕' } as const

const words = { safe: 'safe', 'not-yet': 'not yet', trap: 'a trap' } as const

const touches = {
  holds: 'safe: it holds it',
  'let-go': 'a trap: it has let go',
  'never-had': 'a trap: it never got it',
  unmapped: 'a trap: no view of it',
  'read-only': 'a trap: it may only read',
} as const

const unchanged = {
  takes: 'it holds it already',
  gives: 'it is held there already',
  frees: 'a handle or view is left',
} as const

/** `2 → 1, lives on`: what a step would do; `a trap: it has let go` of a touch. */
export function effectInWords(effect: EffectLike): string {
  if ('touch' in effect) return touches[effect.touch.because]
  const { does, from, to } = effect
  if (from === 0) return 'fails: nobody holds it'
  if (from === to) return `stays ${from}, ${unchanged[does]}`
  if (to === 0) return `${from} → 0, destroyed`
  return to < from ? `${from} → ${to}, lives on` : `${from} → ${to}`
}

const verbs = {
  takes: 'will get it',
  gives: 'will give it on',
  frees: 'will free it',
  read: 'will read it',
  write: 'will write to it',
} as const

/** What it lets go of, and holds the object all the same. */
const PART = 'will close or unmap'

/** `client will free it: 2 → 1, lives on (safe: the server holds it)`; `own` is what is said of whose step it is. */
export function nextInWords(effect: EffectLike & { readonly participant: string }, own?: SafetyLike | null): string {
  const { participant, does } = effect
  const isPart = does === 'frees' && effect.from === effect.to
  const begins = `${participant} ${isPart ? PART : verbs[does]}`
  const what = effectInWords(effect)
  if (does === 'frees' && own && !isPart) return `${begins}: ${what} (${words[own.is]}: ${reason(own)})`
  return what.includes(':') ? `${begins} (${what})` : `${begins}: ${what}`
}
