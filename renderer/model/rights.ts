/** Whether a process may write to an object that it holds, as the flags tell with which it got it. */
import type { CallRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { createUndo } from '../../electron/trace/undo.ts'
import { hasFailed, wordsOf } from '../vocabulary/vocabulary.ts'
import { following, type Part } from './fold.ts'

interface Grant {
  readonly index: number
  readonly writes: boolean
}

interface Rights extends Part {
  /** Null where no call tells. `first` is where the object's life begins. */
  mayWrite(participant: string, object: string, first: number, cursor: number): boolean | null
}

const WRITES = /WRITE|ALL_ACCESS/
/** The arguments that tell with which access memory is given, got or mapped. */
const accessOf = ({ args }: CallRecord) =>
  args.flag ?? (args.dwNumberOfBytesToMap === undefined ? null : args.dwDesiredAccess)

function createRights(): Rights {
  const grants = new Map<string, Grant[]>()
  const participants = new Map<number, string>()
  const undo = createUndo()

  function grant(participant: string | undefined, object: string, given: Grant) {
    if (participant === undefined) return
    const key = `${participant} ${object}`
    const own = grants.get(key) ?? []
    grants.set(key, own)
    own.push(given)
    undo.at(given.index, () => own.pop())
  }
  return {
    kinds: ['process', 'call'],
    take(record, index) {
      if (record.kind === 'process') participants.set(record.pid, record.participant)
      if (record.kind !== 'call' || record.object === undefined || hasFailed(record)) return
      const access = accessOf(record)
      if (access == null) return
      const pid = wordsOf(record)?.givesTo?.(record)
      const holder = pid === undefined ? record.participant : participants.get(pid)
      grant(holder, record.object, { index, writes: WRITES.test(String(access)) })
    },
    cut: undo.cut,
    mayWrite(participant, object, first, cursor) {
      const own =
        grants.get(`${participant} ${object}`)?.filter(({ index }) => index >= first && index <= cursor) ?? []
      return own.length === 0 ? null : own.some(({ writes }) => writes)
    },
  }
}

/** Of the trace that is looked at. */
export const rightsIn: (records: readonly TraceRecord[]) => Rights = following(createRights())
