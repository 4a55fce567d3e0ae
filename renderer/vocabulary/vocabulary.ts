/** What each call of whatever API is, and what it says. */
import { crt } from './crt.ts'
import { os2 } from './os2.ts'
import { winapi } from './winapi.ts'
import type { Arguments, Call, CallWords, Vocabulary } from './words.ts'

const vocabularies: Record<Call['api'], Vocabulary> = { os2, winapi, crt }

const own = (calls: Vocabulary['calls'], name: string) => (Object.hasOwn(calls, name) ? calls[name] : undefined)

/** What is known of a call; undefined for one that nothing is known of. */
export const wordsOf = ({ api, name }: Pick<Call, 'api' | 'name'>): CallWords | undefined =>
  own(vocabularies[api].calls, name)

/** The same for a call that is yet to be made, whose API only its name tells. */
export const wordsOfName = (name: string): CallWords | undefined =>
  own(os2.calls, name) ?? own(winapi.calls, name) ?? own(crt.calls, name)

/** The name of the error that a call ended with; null when it did what it was asked, as far as the call says. */
export function errorOf(call: Call): string | null {
  if (call.result.ok === true) return null
  return vocabularies[call.api].errorOf(call) ?? (call.result.ok === false ? call.result.name : null)
}

export const hasFailed = (call: Call) => errorOf(call) !== null

/** What a failure of a call means; undefined where nobody has written it down. */
export const meaningOf = (call: Call, error: string): string | undefined =>
  wordsOf(call)?.failures[error] ?? vocabularies[call.api].failures[error]

/** What the rule for how many hold an object is called, where the call made it. */
export const usageRule = (api: Call['api']): string => vocabularies[api].usage

/** "will …": what the call that a halted process is about to make is to do; null of one that nobody has described. */
export const willDo = (name: string, args: Arguments, waits: readonly string[] = []): string | null =>
  wordsOfName(name)?.next(args, waits) ?? null
