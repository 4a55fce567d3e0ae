/** One event: what it means, its arguments by name, its result, and what the kernel did for it. */
import type { Mistake, ScenarioInfo } from '../../electron/contract/settings.ts'
import type { KernelCall, TraceRecord } from '../../electron/contract/trace.ts'
import { duration } from '../../electron/trace/duration.ts'
import { timeOf } from '../../electron/trace/order.ts'
import { explainAt } from '../model/explanations.ts'
import { lastUpTo } from '../model/fold.ts'
import { type Waited, waitedIn } from '../model/waiting.ts'
import { scenarioOf, useStore } from '../store.ts'
import { shownArgument, shownResult } from '../vocabulary/arguments.ts'
import { pausesInWords } from '../vocabulary/waits.ts'
import { useTelling } from './use-telling.ts'

/** What has no details of its own is told with the call it belongs to. */
export const isExplained = (record: TraceRecord) => !['count', 'message', 'window'].includes(record.kind)

export function EventDetails({ cursor }: { cursor: number }) {
  const records = useStore((state) => state.records)
  const scenario = useStore(scenarioOf)
  const telling = useTelling()
  const found = lastUpTo(records, cursor, isExplained)
  if (!found) return null
  const { record, index } = found
  const who = 'participant' in record ? record.participant : null
  return (
    // Not the one before, moved about, but another event.
    <div className="event" key={index}>
      <h2>
        {titleOf(record)}{' '}
        <small>{[who, lineOf(record), `at ${duration(timeOf(record))}`].filter(Boolean).join(' · ')}</small>
      </h2>
      <p className="say">{explainAt(records, index)}</p>
      {scenario && record.kind === 'call' && <Noted mistakes={mistakesOf(scenario, record.name)} />}
      {record.kind === 'call' && <CallFacts call={record} waited={waitedIn(records, index, telling)} />}
      {scenario && <p className="cited">{scenario.source}</p>}
    </div>
  )
}

const mistakesOf = ({ mistakes = [] }: ScenarioInfo, call: string) =>
  mistakes.filter(({ calls }) => calls?.includes(call))

/** What the source got wrong about the call, for who wants to know. */
function Noted({ mistakes }: { mistakes: readonly Mistake[] }) {
  if (mistakes.length === 0) return null
  return (
    <details className="noted">
      <summary>What the document got wrong here</summary>
      {mistakes.map(({ says, isSo }) => (
        <p key={says}>
          <b>It says:</b> {says} <b>But:</b> {isSo}
        </p>
      ))}
    </details>
  )
}

const titles: Partial<Record<TraceRecord['kind'], string>> = { outcome: 'Outcome', note: 'Note', fault: 'Fault' }

function titleOf(record: TraceRecord): string {
  if (record.kind === 'call') return record.name
  if (record.kind === 'data')
    return `${record.access === 'write' ? 'Writes' : 'Reads'} ${record.structure?.name ?? 'memory'}`
  if (record.kind === 'process') return `Process ${record.event}`
  return titles[record.kind] ?? record.kind
}

function lineOf(record: TraceRecord): string | null {
  if (record.kind === 'data') return record.source ? `line ${record.source.line}` : null
  if (record.kind !== 'call') return null
  return record.source ? `line ${record.source.line}` : 'by the system'
}

function CallFacts({ call, waited }: { call: TraceRecord & { kind: 'call' }; waited: Waited | null }) {
  const { args, result, kernel, start, end } = call
  const [value, called] = shownResult(result)
  return (
    <dl>
      {Object.entries(args).map(([name, value]) => (
        <Fact key={name} name={name}>
          <span className="mono">{breakable(shownArgument(name, value))}</span>
        </Fact>
      ))}
      <Fact name="result">
        <b>{value}</b> {called !== null && <small>{called}</small>}
      </Fact>
      {result.undocumented && (
        <Fact name="uncertain">
          <small>The manuals do not tell {result.undocumented}; OS/2 itself may have answered otherwise.</small>
        </Fact>
      )}
      {waited === null ? (
        <Fact name="took">{duration(end - start)}</Fact>
      ) : (
        <Fact name="waited">
          {duration(waited.waited)} in the call
          {waited.queued !== null && `, queued ${duration(waited.queued)}`}
          {waited.pauses.length > 0 && <small> {pausesInWords(waited.pauses)}</small>}
        </Fact>
      )}
      <Fact name="kernel">{kernel.length === 0 ? <small>nothing was asked of it</small> : kernel.map(toLine)}</Fact>
    </dl>
  )
}

/** What is too long for its row breaks where a reader expects it: behind a flag, or a part of a path. */
const breakable = (text: string) =>
  text.split(/(?<=[|,/\\])/).flatMap((part, index) => (index === 0 ? [part] : [<wbr key={index} />, part]))

const Fact = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
)

const toLine = (call: KernelCall) => (
  <span className="kernel-call mono" key={`${call.start} ${call.name}`}>
    {call.name} {breakable(call.args.join(', '))} → {call.result}
    {call.errno && <em> {call.errno.name}</em>}
    {call.pid !== undefined && <small> in process {call.pid}</small>}
  </span>
)
