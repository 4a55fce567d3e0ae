/** Keeps the runs that the host tells of: each has a chip from its beginning, and its recording from its end. */
import type { TraceHeader, TraceRecord } from '../../electron/contract/trace.ts'
import { writeRecording } from '../../electron/trace/recording.ts'
import { countSteps } from '../model/steps.ts'
import { type State, useStore } from '../store.ts'
import { openDatabase, type RunDatabase } from './database.ts'
import { BOUNDS, keyOf, outcomeIn, tooMany } from './kept-run.ts'

const { setState: set, getState: get } = useStore

let database: Promise<RunDatabase> | null = null
/** One after the other, so that no run gets two numbers. */
let busy: Promise<unknown> = Promise.resolve()

function inTurn<T>(action: (database: RunDatabase) => Promise<T>): Promise<T> {
  database ??= openDatabase()
  const opened = database
  const turn = busy.then(async () => action(await opened))
  busy = turn.catch(() => {})
  return turn
}

const listed = (numbers: readonly number[]) =>
  new Intl.ListFormat('en').format(numbers.toSorted((a, b) => a - b).map((number) => `#${number}`))

async function tell(kept: RunDatabase) {
  const runs = await kept.all()
  set({ runs: runs.toSorted((a, b) => b.number - a.number) })
}

/** Lets the oldest go, and says so. */
async function shrink(kept: RunDatabase) {
  const gone = tooMany(await kept.all(), BOUNDS).map(({ number }) => number)
  if (gone.length === 0) return
  await kept.remove(gone)
  const are = gone.length === 1 ? 'is' : 'are'
  set({ goneRuns: `${listed(gone)} ${are} not kept any more: the last ${BOUNDS.count} are, as long as they fit.` })
}

interface Trace {
  readonly header: TraceHeader
  readonly records: readonly TraceRecord[]
}

/** Keeps what there is of a run: null for what cannot be told apart from others, and so is not kept. */
function keep({ header, records }: Trace, whole: boolean) {
  const key = keyOf(header)
  if (key === null) return
  return inTurn(async (kept) => {
    const text = whole ? writeRecording({ header, records }) : null
    // A run that has just begun may still be told with the records of the one before.
    const outcome = whole ? outcomeIn(records) : null
    const run = { key, header, outcome, size: text?.length ?? 0 }
    await kept.put(run, text)
    await shrink(kept)
    await tell(kept)
  }).catch(() => set({ goneRuns: 'There is no room to keep this run: save it, if it is to stay.' }))
}

/** The run that the host tells of; null where a recording is looked at, or nothing. */
const hostRun = ({ header, records, recording }: State): Trace | null =>
  header === null || recording !== null ? null : { header, records }
const keyOfTrace = (trace: Trace | null) => (trace === null ? null : keyOf(trace.header))

/** How many records of which run have been kept: no run is written twice. */
let written = { key: '', count: 0 }

function keepWhole(trace: Trace) {
  const key = keyOf(trace.header)
  if (key === null || countSteps(trace.records, trace.records.length) === 0) return
  if (written.key === key && written.count >= trace.records.length) return
  written = { key, count: trace.records.length }
  return keep(trace, true)
}

/** So that a run that has just ended is drawn first, in milliseconds. */
const AFTERWARDS = 100

function onState(state: State, before: State) {
  const [now, then] = [hostRun(state), hostRun(before)]
  const [key, last] = [keyOfTrace(now), keyOfTrace(then)]
  // A run that is left is kept as far as it has come.
  if (then && last !== key) void keepWhole(then)
  if (!now || key === null) return
  if (key !== last) {
    set({ hostRun: key })
    void keep(now, false)
  }
  if (outcomeIn(now.records) !== null && now.records !== before.records)
    setTimeout(() => void keepWhole(now), AFTERWARDS)
}

/** Begins to keep runs, and tells of those that are kept. Returns what ends it. */
export function keepRuns(): () => void {
  void inTurn(tell)
  return useStore.subscribe(onState)
}

/** The key of the run that is shown as the host tells it; null where it is none. */
export const keyOfShown = () => keyOfTrace(hostRun(get()))

/** The number of a run, once it has one. */
export const numberOfRun = (key: string) =>
  inTurn(async (kept) => (await kept.all()).find((run) => run.key === key)?.number)

/** The recording of a run that is kept, as text; undefined where nothing of it is. What the host tells of now is kept first. */
export async function textOfRun(number: number): Promise<string | undefined> {
  const now = hostRun(get())
  if (now) await keepWhole(now)
  return inTurn((kept) => kept.text(number))
}
