/** What only the records tell of a run that ended because the client waited for an answer in vain. */
import type { Settings } from '../../contract/settings.ts'
import type { CallRecord } from '../../contract/trace.ts'
import { allOf, type Exchange, type Exchanges } from '../../trace/exchanges.ts'
import type { Verdict } from '../process.ts'
import type { Findings } from '../scenario.ts'
import { lostBeforeGet, undeliveredAnswer } from './verdicts.ts'

/** The server's call and its result, where the object was gone. */
const refusals = {
  anonymous: 'DosGetSharedMem returned 487 ERROR_INVALID_ADDRESS',
  named: 'DosGetNamedSharedMem returned 2 ERROR_FILE_NOT_FOUND',
}

/** Whether its object was gone when the server came to get it: the client had freed it, and nobody held it any more. */
function isLost({ moments }: Exchange): boolean {
  const had = (name: string) => moments.some((moment) => moment.name === name)
  return had('refused') && had('client freed') && !had('replied')
}

export function createFindings(exchanges: Exchanges, { naming }: Settings): Findings {
  const undelivered = new Set<number>()
  const refusal = refusals[naming === 'named' ? 'named' : 'anonymous']

  /** A post that fails is tried again, and may succeed then. */
  function followPost({ args, result }: CallRecord) {
    const id = Number(args.mp2)
    // TRUE is 1.
    if (result.code !== 0) undelivered.delete(id)
    else undelivered.add(id)
  }
  return {
    follow(record) {
      if (record.kind !== 'call' || record.name !== 'WinPostMsg' || record.participant !== 'server') return
      if (record.args.msg === 'WM_REPLY') followPost(record)
    },
    amend(verdict: Verdict) {
      if (verdict.name !== 'timeout') return verdict
      const lost = allOf(exchanges).find(isLost)
      if (lost) return lostBeforeGet(lost.id ?? 0, lost.object ?? '', refusal)
      const [first] = undelivered
      return first === undefined ? verdict : undeliveredAnswer(first)
    },
  }
}
