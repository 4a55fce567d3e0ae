/** How the run ended. */
import { CircleCheck, CircleStop, TriangleAlert } from 'lucide-react'
import { crashedIn } from '../model/latest.ts'
import { useStore } from '../store.ts'

const titles: Record<string, string> = {
  completed: 'Completed',
  stopped: 'Stopped',
  'lost-request': 'The request was lost',
  'wrong-data': 'Wrong data were read',
  timeout: 'Timeout',
  trap: 'Trap',
  crash: 'Crash',
  'api-error': 'A call failed',
  'not-started': 'Not started',
}

export function OutcomeBanner() {
  const last = useStore((state) => state.records.at(-1))
  const foreign = useStore((state) => state.state?.foreign ?? 0)
  const crashed = useStore(({ records }) => crashedIn(records))
  if (last?.kind !== 'outcome') {
    if (crashed !== null) return <Crashed participant={crashed} />
    return foreign > 0 ? <p className="outcome">{ignored(foreign)}</p> : null
  }
  const tone = last.ok ? 'good' : last.name === 'stopped' ? 'plain' : 'bad'
  const Icon = { good: CircleCheck, plain: CircleStop, bad: TriangleAlert }[tone]
  return (
    <output className={`outcome ${tone}`}>
      <Icon size={18} aria-hidden />
      <span>
        <b>{titles[last.name]}.</b> {last.text} {last.foreign > 0 && ignored(last.foreign)}
      </span>
    </output>
  )
}

/** The others do not know yet: what they hold and wait for is theirs until they are told. */
const Crashed = ({ participant }: { participant: string }) => (
  <output className="outcome bad">
    <TriangleAlert size={18} aria-hidden />
    <span>
      <b>The {participant} has crashed.</b> Step on to see how the others learn of it.
    </span>
  </output>
)

const ignored = (count: number) =>
  count === 1 ? 'One message could not be acted on.' : `${count} messages could not be acted on.`
