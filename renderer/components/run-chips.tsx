/** A chip for each run that is kept, the newest first: a click shows it again. */
import { CircleAlert, CircleCheck, Columns2 } from 'lucide-react'
import { useId } from 'react'
import { actions } from '../actions.ts'
import { type KeptRun, keyOf, outcomeWord, specialOf } from '../runs/kept-run.ts'
import { type State, useStore } from '../store.ts'
import { Why } from './why.tsx'

const scenarioFor = (state: State, run: KeptRun) =>
  state.info?.scenarios?.find(({ id }) => id === run.header.scenario) ?? null

/** Whether it is what is looked at now. */
const isShown = ({ header, recording, reference }: State, run: KeptRun) =>
  recording === null ? header !== null && keyOf(header) === run.key : reference === String(run.number)

export function RunChips() {
  const runs = useStore((state) => state.runs)
  const gone = useStore((state) => state.goneRuns)
  if (runs.length === 0) return null
  return (
    <nav className="chips" aria-label="Runs">
      <CompareButton />
      <ul>
        {runs.map((run) => (
          <Chip key={run.number} run={run} />
        ))}
        {gone !== null && <li className="gone">{gone}</li>}
      </ul>
    </nav>
  )
}

function Chip({ run }: { run: KeptRun }) {
  const { number, header, outcome } = run
  const scenario = useStore((state) => scenarioFor(state, run))
  const shown = useStore((state) => isShown(state, run))
  const elsewhere = useStore((state) => state.header !== null && state.header.scenario !== header.scenario)
  const isLive = useStore((state) => state.hostRun === run.key && state.state?.live === true && isShown(state, run))
  // Who predicts must not read the end off a chip.
  const hidden = useStore((state) => state.predicting && shown && state.recording !== null)
  const special = specialOf(header, scenario)
  const word = hidden ? '' : isLive ? 'live' : outcomeWord(outcome)
  const bad = !hidden && outcome !== null && outcome !== 'completed' && outcome !== 'stopped'
  return (
    <li>
      <button
        type="button"
        className={bad ? 'chip bad' : 'chip'}
        aria-current={shown}
        title={`Run #${number} of ${scenario?.title ?? header.scenario}: ${special}${word && `, ${word}`}`}
        onClick={() => void actions.openReference(String(number))}
      >
        {bad ? (
          <CircleAlert size={13} aria-hidden />
        ) : (
          outcome === 'completed' && !hidden && <CircleCheck size={13} aria-hidden />
        )}
        <b>#{number}</b> {elsewhere && <em>{scenario?.title ?? header.scenario}:</em>} {special}
        {word !== '' && <i> {word}</i>}
      </button>
    </li>
  )
}

/** With the run before it, where the newest is of the same scenario. */
function CompareButton() {
  const id = useId()
  const runs = useStore((state) => state.runs)
  const scenario = useStore((state) => state.header?.scenario ?? state.scenario)
  const shown = useStore((state) => runs.find((run) => isShown(state, run)))
  const comparable = runs.filter(({ header }) => header.scenario === scenario)
  const newest = shown ?? comparable[0]
  const other = comparable.find(({ number }) => number !== newest?.number)
  const why = newest && other ? null : 'There are no two runs of this scenario to compare yet.'
  return (
    <button
      type="button"
      aria-disabled={why !== null}
      aria-describedby={why === null ? undefined : id}
      title={why === null ? `Puts run #${other?.number} and run #${newest?.number} side by side` : undefined}
      onClick={() => newest && other && void actions.compare(String(other.number), String(newest.number))}
    >
      <Columns2 size={14} aria-hidden /> Compare
      <Why id={id} why={why} />
    </button>
  )
}
